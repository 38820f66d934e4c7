package org.distrisocks.tracing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where a trace stands among the user-defined headers of a message: {@code traceparent} and {@code tracestate}, by W3C. */
public final class TraceHeaders {

    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, String>> STRINGS = new TypeReference<>() {};

    /** The version and the trace id: what all of a trace has in common. */
    private static final int TRACE = "00-0af7651916cd43dd8448eb211c80319c".length();

    /** The same headers with that span as parent of what follows; the very same if it has no name. */
    public static Map<String, String> with(Map<String, String> headers, MessageSpan span) {
        String traceparent = span.traceparent();
        if (traceparent == null) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        String before = all.put(TRACEPARENT, traceparent);
        if (before == null || !before.regionMatches(0, traceparent, 0, Math.min(TRACE, traceparent.length()))) {
            // It belongs to a trace that we do not go on with.
            all.remove(TRACESTATE);
        }
        return all;
    }

    /** As {@link #with(Map, MessageSpan)}, of a JSON object; null if there are none. */
    public static @Nullable String with(@Nullable String json, MessageSpan span) {
        return span.traceparent() == null ? json : JSON.writeValueAsString(with(parse(json), span));
    }

    /** Empty if there is no trace. */
    static Map<String, String> parse(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, STRINGS);
    }

    private TraceHeaders() {}
}

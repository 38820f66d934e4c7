package org.distrisocks.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a message is in, for the log.
 *
 * @param value 32 hexadecimal digits; empty if it is in none
 */
public record TraceId(String value) {

    private static final String BEGIN = "\"" + TraceHeaders.TRACEPARENT + "\":\"00-";
    private static final int DIGITS = 32;

    /** Of a message with these user-defined headers. */
    public static TraceId of(Map<String, String> headers) {
        String traceparent = headers.getOrDefault(TraceHeaders.TRACEPARENT, "");
        return at(traceparent, "00-".length());
    }

    /** As {@link #of(Map)}, of a JSON object; null if there are none. */
    public static TraceId of(@Nullable String json) {
        int begin = json == null ? -1 : json.indexOf(BEGIN);
        return json == null || begin < 0 ? new TraceId("") : at(json, begin + BEGIN.length());
    }

    private static TraceId at(String text, int begin) {
        String id = text.length() < begin + DIGITS ? "" : text.substring(begin, begin + DIGITS);
        return new TraceId(id.matches("[0-9a-f]{32}") ? id : "");
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.distrisocks.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;

/**
 * Spans that are sampled. What is not sampled has no span at all, and its headers stay as they are: they say so to whoever
 * comes next.
 */
final class RecordedSpans implements MessageSpans {

    private final Propagator propagator;

    RecordedSpans(Propagator propagator) {
        this.propagator = propagator;
    }

    @Override
    public MessageSpan send(MessageId message, @Nullable String userHeaders) {
        return start(builder("SEND", Span.Kind.SERVER, message, TraceHeaders.parse(userHeaders)));
    }

    @Override
    public MessageSpan publish(MessageId message, @Nullable String userHeaders, PodId to) {
        Map<String, String> headers = TraceHeaders.parse(userHeaders);
        return hasTrace(headers)
                ? start(builder("publish", Span.Kind.PRODUCER, message, headers)
                        .tag("messaging.system", "kafka")
                        .tag("messaging.destination.name", to.value()))
                : MessageSpan.NONE;
    }

    @Override
    public MessageSpan deliver(MessageId message, Map<String, String> headers) {
        return hasTrace(headers) ? start(builder("deliver", Span.Kind.CONSUMER, message, headers)) : MessageSpan.NONE;
    }

    private static boolean hasTrace(Map<String, String> headers) {
        return headers.containsKey(TraceHeaders.TRACEPARENT);
    }

    /** A {@code traceparent} that is none is passed over (W3C Trace Context, section 3.2.2.5); other headers are not ours. */
    private Span.Builder builder(String name, Span.Kind kind, MessageId message, Map<String, String> headers) {
        return propagator
                .extract(
                        headers,
                        (carrier, header) ->
                                header.equals(TraceHeaders.TRACEPARENT) || header.equals(TraceHeaders.TRACESTATE)
                                        ? carrier.get(header)
                                        : null)
                .name(name)
                .kind(kind)
                .tag("message_id", message.toString());
    }

    private static MessageSpan start(Span.Builder builder) {
        Span span = builder.start();
        return Boolean.TRUE.equals(span.context().sampled()) ? new RecordedSpan(span) : MessageSpan.NONE;
    }
}

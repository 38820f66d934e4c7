package org.distrisocks.tracing;

import io.micrometer.tracing.Span;

/** A span that is exported when it has ended. */
record RecordedSpan(Span span) implements MessageSpan {

    private static final String SAMPLED = "-01";

    @Override
    public String traceparent() {
        return "00-" + span.context().traceId() + "-" + span.context().spanId() + SAMPLED;
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public void refused(String problem) {
        span.tag("problem", problem);
        span.end();
    }

    @Override
    public void failed(Throwable cause) {
        span.error(cause);
        span.end();
    }
}

package org.distrisocks.tracing;

import org.jspecify.annotations.Nullable;

/** A span that is not ours to end, or none at all. */
record Elsewhere(@Nullable String traceparent) implements MessageSpan {

    @Override
    public void end() {}

    @Override
    public void refused(String problem) {}

    @Override
    public void failed(Throwable cause) {}
}

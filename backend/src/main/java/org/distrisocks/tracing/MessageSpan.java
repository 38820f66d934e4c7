package org.distrisocks.tracing;

import org.jspecify.annotations.Nullable;

/** A part of the way of a message, from where it was begun to its {@link #end}. What never ends is never told. */
public interface MessageSpan {

    /** Nothing is told of this message. */
    MessageSpan NONE = new Elsewhere(null);

    /**
     * That of another pod, whose work is over here.
     *
     * @param traceparent as it came; null if none did
     */
    static MessageSpan elsewhere(@Nullable String traceparent) {
        return traceparent == null ? NONE : new Elsewhere(traceparent);
    }

    /** What names this span to whoever comes next, as W3C Trace Context writes it; null if there is nothing to name. */
    @Nullable String traceparent();

    void end();

    /**
     * Ends it, marked with why nothing came of it.
     *
     * @param problem for example {@code unknown-receiver}
     */
    void refused(String problem);

    /** Ends it, marked as failed. */
    void failed(Throwable cause);
}

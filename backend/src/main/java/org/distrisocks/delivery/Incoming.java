package org.distrisocks.delivery;

import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.tracing.MessageSpan;
import org.distrisocks.tracing.MessageSpans;
import org.distrisocks.tracing.TraceHeaders;

/**
 * A message on its way to a subscription, from the pod's topic or from the inbox.
 *
 * @param seq its place in the order of storing
 * @param behind the {@code seq} of the sender's message that is to be seen before; 0 if there is none
 * @param headers user-defined ones and the like
 * @param body of the MESSAGE frame
 * @param written hears when the client has it
 * @param span that ends then
 */
record Incoming(
        MessageId id,
        UserId sender,
        long seq,
        long behind,
        Map<String, String> headers,
        byte[] body,
        WrittenMessages written,
        MessageSpan span) {

    /** Bytes of its ids, its headers and what holds it. */
    private static final int OBJECTS = 512;

    private static final byte[] NO_BODY = {};

    /** For whoever waits until it is written: the frame that waits holds the body already. */
    Incoming withoutBody() {
        return new Incoming(id, sender, seq, behind, headers, NO_BODY, written, span);
    }

    /** Without a span. */
    Incoming(
            MessageId id,
            UserId sender,
            long seq,
            long behind,
            Map<String, String> headers,
            byte[] body,
            WrittenMessages written) {
        this(id, sender, seq, behind, headers, body, written, MessageSpan.NONE);
    }

    /** About as many bytes as it takes of the heap. */
    long heldBytes() {
        return (long) OBJECTS + body.length;
    }

    /** The same on its way to one subscription, which its span, if there is to be one, is about. */
    Incoming traced(MessageSpans spans) {
        MessageSpan own = spans.deliver(id, headers);
        return own == MessageSpan.NONE
                ? this
                : new Incoming(id, sender, seq, behind, TraceHeaders.with(headers, own), body, written, own);
    }
}

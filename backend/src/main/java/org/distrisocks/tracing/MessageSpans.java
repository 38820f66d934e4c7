package org.distrisocks.tracing;

import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;

/**
 * Begins the spans of messages. The trace of a message stands in its user-defined headers, as {@code traceparent}, from its
 * SEND to its MESSAGE, and so is stored with it.
 *
 * <p>Each answers with {@link MessageSpan#NONE} if nothing is to be told, which is always so while tracing is off.
 */
public interface MessageSpans {

    /** Of a pod that does not trace. */
    MessageSpans OFF = new MessageSpans() {
        @Override
        public MessageSpan send(MessageId message, @Nullable String userHeaders) {
            return MessageSpan.NONE;
        }

        @Override
        public MessageSpan publish(MessageId message, @Nullable String userHeaders, PodId to) {
            return MessageSpan.NONE;
        }

        @Override
        public MessageSpan deliver(MessageId message, Map<String, String> headers) {
            return MessageSpan.NONE;
        }
    };

    /**
     * From the SEND that was checked to the commit. It goes on with the trace that the sender's client has begun, and else
     * begins one, by the sampling probability.
     *
     * @param userHeaders as a JSON object; null if there are none
     */
    MessageSpan send(MessageId message, @Nullable String userHeaders);

    /** From the choice of a pod to Kafka's acknowledgement. Only a message that has a trace has one. */
    MessageSpan publish(MessageId message, @Nullable String userHeaders, PodId to);

    /** From the reading of the envelope, or of the inbox, to the frame on the socket. Only a message that has a trace has one. */
    MessageSpan deliver(MessageId message, Map<String, String> headers);
}

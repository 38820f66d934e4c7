package org.distrisocks.relay;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.distrisocks.tracing.MessageSpan;
import org.jspecify.annotations.Nullable;

/** What travels on a pod's topic, many in one record: something for one user's sessions on that pod. */
public sealed interface Envelope {

    /** The pod, in that very life, that this is for. */
    PodEpoch target();

    /** Whose sessions. Envelopes of one user for one pod keep their order. */
    UserId user();

    /** JSON in UTF-8, shaped as the destination of the frame says; it goes into the frame octet by octet. */
    byte[] body();

    /**
     * A message for its receiver.
     *
     * @param user the receiver
     * @param seq its place in the order of storing
     * @param behind the {@code seq} of the same sender's message that is to be seen before it; 0 if there is none
     * @param userHeaders the SEND's user-defined headers as a JSON object; null if there are none
     * @param span of its publishing, which ends with Kafka's acknowledgement
     */
    record MessageEnvelope(
            PodEpoch target,
            UserId user,
            MessageId messageId,
            UserId sender,
            long seq,
            long behind,
            @Nullable String userHeaders,
            MessageSpan span,
            byte[] body)
            implements Envelope {

        /** Libraries log what they could not send; what users wrote is not for that. */
        @Override
        public String toString() {
            return "message " + messageId + " for " + user + " on " + target;
        }
    }

    /**
     * A message for the sender's other devices.
     *
     * @param user the sender
     * @param originSession the session that sent it and needs no copy; empty if it came over REST
     */
    record CopyEnvelope(
            PodEpoch target,
            UserId user,
            MessageId messageId,
            @Nullable String userHeaders,
            String originSession,
            byte[] body)
            implements Envelope {

        /** As that of a {@link MessageEnvelope}. */
        @Override
        public String toString() {
            return "copy " + messageId + " for " + user + " on " + target;
        }
    }

    /**
     * A tick for the sender.
     *
     * @param user the sender
     * @param rank of the status: 0, 1 or 2
     */
    record TickEnvelope(PodEpoch target, UserId user, MessageId messageId, int rank, byte[] body) implements Envelope {}

    /**
     * What one device of a user has changed, for all of them.
     *
     * @param user whose devices
     */
    record NoticeEnvelope(PodEpoch target, UserId user, byte[] body) implements Envelope {}
}

package org.distrisocks.relay;

import java.util.List;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What travels on a pod's topic: something for sessions on that pod.
 *
 * <p>But for ticks the record's value is the body of the MESSAGE frame, byte for byte; all else stands in the record's
 * headers, and its key is the user, so that one user's envelopes keep their order.
 */
public sealed interface Envelope {

    /** The pod, in that very life, that this is for. */
    PodEpoch target();

    /** Envelopes for one pod with one key keep their order. */
    UserId key();

    /** For the sessions of one user. */
    sealed interface UserEnvelope extends Envelope {

        /** Whose sessions. */
        UserId user();

        /** JSON in UTF-8, shaped as the destination of the frame says. */
        byte[] body();

        @Override
        default UserId key() {
            return user();
        }
    }

    /**
     * A message for its receiver.
     *
     * @param user the receiver
     * @param seq its place in the order of storing
     * @param behind the {@code seq} of the same sender's message that is to be seen before it; 0 if there is none
     * @param userHeaders the SEND's user-defined headers as a JSON object; null if there are none
     */
    record MessageEnvelope(
            PodEpoch target,
            UserId user,
            MessageId messageId,
            UserId sender,
            long seq,
            long behind,
            @Nullable String userHeaders,
            byte[] body)
            implements UserEnvelope {}

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
            implements UserEnvelope {}

    /**
     * Ticks for senders, all that a batch of the ledger has for one pod. Their order is nobody's: a session shows no status
     * after a later one.
     *
     * @param ticks at least one
     */
    record TicksEnvelope(PodEpoch target, List<Tick> ticks) implements Envelope {

        @Override
        public UserId key() {
            return ticks.getFirst().user();
        }

        /**
         * A tick for one sender.
         *
         * @param user the sender
         * @param rank of the status: 0, 1 or 2
         * @param body as in {@link UserEnvelope#body}
         */
        public record Tick(UserId user, MessageId messageId, int rank, byte[] body) {}
    }

    /**
     * What one device of a user has changed, for all of them.
     *
     * @param user whose devices
     */
    record NoticeEnvelope(PodEpoch target, UserId user, byte[] body) implements UserEnvelope {}
}

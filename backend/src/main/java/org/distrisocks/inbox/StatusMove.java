package org.distrisocks.inbox;

import java.time.Instant;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;

/**
 * All that is newly known of one message; at least one of the two is there.
 *
 * @param sent since when and on whose topic it is SENT; null if that is not known
 * @param delivered since when and by which pod it is DELIVERED; null if it is not known to be
 */
public record StatusMove(
        MessageId messageId,
        @Nullable Reached sent,
        @Nullable Reached delivered) {

    /** When, and by which pod. */
    public record Reached(Instant at, PodId pod) {}

    /** Both in one; where both know of one status, the first that was known stays. */
    public StatusMove and(StatusMove later) {
        return new StatusMove(
                messageId, sent == null ? later.sent : sent, delivered == null ? later.delivered : delivered);
    }
}

package org.distrisocks.relay;

import java.time.Instant;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;

/**
 * What a pod tells the ledger of a message, on the topic {@code message-status} with the message id as its key.
 *
 * @param type what has become true
 * @param messageId of the stored message
 * @param pod for SENT the pod whose topic has it, for DELIVERED the pod that wrote it
 * @param at when, by the clock of the pod that tells
 * @param relayedAt for a DELIVERED by way of the pod's topic: when it was read there, which says that it was SENT too,
 *     whichever of the two events comes first; null for one straight from the inbox
 */
public record StatusEvent(
        Type type,
        MessageId messageId,
        PodId pod,
        Instant at,
        @Nullable Instant relayedAt) {

    /** As it stands in the record. */
    public enum Type {
        SET_STATUS_TO_SENT,
        SET_STATUS_TO_DELIVERED
    }
}

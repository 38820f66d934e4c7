package org.distrisocks.relay;

import java.time.Instant;
import java.util.List;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;

/**
 * What a pod tells the ledger of messages, one record for a batch, on the topic {@code message-status}. Its key is the pod:
 * both events of a message that went to one pod have the same reader, who folds them into one move (ADR 26).
 *
 * @param type what has become true
 * @param messageIds of stored messages
 * @param pod for SENT the pod whose topic has them, for DELIVERED the pod that wrote them
 * @param at when, by the clock of the pod that tells
 * @param relayedAt for a DELIVERED by way of the pod's topic: when they were read there, which says that they were SENT
 *     too, whichever of the two events comes first; null for those straight from the inbox
 */
public record StatusEvent(
        Type type,
        List<MessageId> messageIds,
        PodId pod,
        Instant at,
        @Nullable Instant relayedAt) {

    /** As it stands in the record. */
    public enum Type {
        SET_STATUS_TO_SENT,
        SET_STATUS_TO_DELIVERED
    }
}

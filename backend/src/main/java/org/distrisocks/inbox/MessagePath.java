package org.distrisocks.inbox;

import java.time.Instant;
import java.util.List;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come, without what it says.
 *
 * @param reached each status that it has reached, oldest first
 */
public record MessagePath(MessageId id, UserId sender, UserId receiver, List<Reached> reached) {

    /** When its SEND was accepted, by the clock of the pod that did; no later than its row was made by that of the database. */
    public Instant acceptedAt() {
        Instant made = id.madeAt();
        Instant stored = reached.getFirst().at();
        return made.isAfter(stored) ? stored : made;
    }

    /**
     * One status.
     *
     * @param at when, by the database for NONE, else by the clock of a pod
     * @param pod for SENT the pod whose topic has it, for DELIVERED the one that wrote it; null for NONE
     */
    public record Reached(
            MessageStatus status, Instant at, @Nullable String pod) {}
}

package org.distrisocks.inbox;

import java.time.Instant;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A committed message.
 *
 * @param seq its place in the order of storing; grows from one message of a sender to the next
 * @param clientId null if the sender gave none
 * @param userHeaders the SEND's user-defined headers as a JSON object; null if there are none
 * @param createdAt by the clock of the database
 */
public record StoredMessage(
        MessageId id,
        long seq,
        UserId sender,
        UserId receiver,
        @Nullable String clientId,
        String payload,
        @Nullable String userHeaders,
        MessageStatus status,
        Instant createdAt) {

    /** The body of its MESSAGE frame, which tells the given status. */
    public byte[] body(MessageStatus told) {
        return WireJson.bytes(MessageBody.of(this, told));
    }

    /** The tick that shows its present status. */
    public Tick tick() {
        return new Tick(sender, id, clientId, receiver, status, createdAt);
    }
}

package org.distrisocks.inbox;

import java.time.Instant;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A status that a message has reached, to be shown to its sender.
 *
 * @param sender whom it is for
 * @param clientId null if the sender gave none
 * @param at since when
 */
public record Tick(
        UserId sender,
        MessageId messageId,
        @Nullable String clientId,
        UserId receiver,
        MessageStatus status,
        Instant at) {

    /** The body of the frame on {@code /user/queue/status} (DESIGN §3). */
    public byte[] body() {
        return WireJson.bytes(new Body(messageId.toString(), clientId, receiver.value(), status, at));
    }

    private record Body(
            String messageId, @Nullable String clientId, String receiverId, MessageStatus status, Instant at) {}
}

package org.distrisocks.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as clients see it, in MESSAGE frames and over REST (DESIGN §3). */
public record MessageBody(
        String messageId,
        @Nullable String clientId,
        String senderId,
        String receiverId,
        String payload,
        MessageStatus status,
        Instant createdAt) {

    static MessageBody of(StoredMessage message, MessageStatus status) {
        return new MessageBody(
                message.id().toString(),
                message.clientId(),
                message.sender().value(),
                message.receiver().value(),
                message.payload(),
                status,
                message.createdAt());
    }
}

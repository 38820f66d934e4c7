package org.distrisocks.cluster.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A MESSAGE on {@code /user/queue/messages}.
 *
 * @param messageId of the server
 * @param clientId of the sender's client; null if it gave none
 * @param senderId who wrote
 * @param receiverId to whom
 * @param payload the text
 * @param status in the moment of writing
 * @param createdAt RFC 3339
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatMessage(
        String messageId,
        @Nullable String clientId,
        String senderId,
        String receiverId,
        String payload,
        @Nullable String status,
        @Nullable String createdAt) {}

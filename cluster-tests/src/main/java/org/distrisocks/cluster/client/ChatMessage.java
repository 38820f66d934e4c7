package org.distrisocks.cluster.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompHeaders;

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
 * @param redelivered whether the server says that it has perhaps been seen before; from the frame's headers
 * @param ack by which an ACK names it; null with {@code ack:auto}; from the frame's headers
 * @param traceparent and {@code tracestate}, null if there is none; from the frame's headers
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatMessage(
        String messageId,
        @Nullable String clientId,
        String senderId,
        String receiverId,
        String payload,
        @Nullable String status,
        @Nullable String createdAt,
        boolean redelivered,
        @Nullable String ack,
        @Nullable String traceparent,
        @Nullable String tracestate) {

    ChatMessage with(StompHeaders headers) {
        return new ChatMessage(
                messageId,
                clientId,
                senderId,
                receiverId,
                payload,
                status,
                createdAt,
                "true".equals(headers.getFirst("redelivered")),
                headers.getAck(),
                headers.getFirst("traceparent"),
                headers.getFirst("tracestate"));
    }
}

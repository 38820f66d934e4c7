package org.distrisocks.bench.relay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.stereotype.Controller;

/** Takes a message: stores it, sends it on, and answers with its status. */
@Controller
class ChatController {

    /** RabbitMQ deletes such queues when the user's session ends. */
    static final String MESSAGES = "/exchange/amq.direct/messages";

    static final String STATUS = "/exchange/amq.direct/status";

    private final ChatMessages messages;
    private final SimpMessagingTemplate template;

    ChatController(ChatMessages messages, SimpMessagingTemplate template) {
        this.messages = messages;
        this.template = template;
    }

    @MessageMapping("/messages")
    @SendToUser(destinations = STATUS, broadcast = false)
    Tick take(Sent sent, Principal sender) {
        ChatMessage stored =
                messages.save(new ChatMessage(sender.getName(), sent.receiverId(), sent.clientId(), sent.payload()));
        UUID id = Objects.requireNonNull(stored.messageId());
        template.convertAndSendToUser(
                sent.receiverId(),
                MESSAGES,
                new Received(id, sent.clientId(), sender.getName(), sent.payload(), stored.createdAt()),
                Map.of(
                        DeliveryReports.MESSAGE_ID, id.toString(),
                        DeliveryReports.CLIENT_ID, sent.clientId(),
                        DeliveryReports.SENDER, sender.getName()));
        messages.moveToSent(id, Instant.now());
        return new Tick(id, sent.clientId(), Status.SENT);
    }

    record Sent(
            @JsonProperty("client_id") String clientId,
            @JsonProperty("receiver_id") String receiverId,
            String payload) {}

    record Received(
            @JsonProperty("message_id") UUID messageId,
            @JsonProperty("client_id") String clientId,
            @JsonProperty("sender_id") String senderId,
            String payload,
            @JsonProperty("created_at") Instant createdAt) {}

    record Tick(
            @JsonProperty("message_id") UUID messageId,
            @JsonProperty("client_id") String clientId,
            Status status) {}
}

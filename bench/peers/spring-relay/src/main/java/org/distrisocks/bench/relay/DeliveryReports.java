package org.distrisocks.bench.relay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.stereotype.Component;

/** Notes that a message was written to its receiver's session, and tells the sender. */
@Component
class DeliveryReports implements ExecutorChannelInterceptor {

    static final String MESSAGE_ID = "chat-message-id";
    static final String CLIENT_ID = "chat-client-id";
    static final String SENDER = "chat-sender";

    private final ChatMessages messages;
    private final SimpMessagingTemplate template;

    /** @param template lazy, since the channel that this intercepts is made before it */
    DeliveryReports(ChatMessages messages, @Lazy SimpMessagingTemplate template) {
        this.messages = messages;
        this.template = template;
    }

    @Override
    public void afterMessageHandled(
            Message<?> message, MessageChannel channel, MessageHandler handler, @Nullable Exception failure) {
        SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.wrap(message);
        String id = NativeMessageHeaderAccessor.getFirstNativeHeader(MESSAGE_ID, headers.getMessageHeaders());
        String clientId = NativeMessageHeaderAccessor.getFirstNativeHeader(CLIENT_ID, headers.getMessageHeaders());
        String sender = NativeMessageHeaderAccessor.getFirstNativeHeader(SENDER, headers.getMessageHeaders());
        if (failure != null || id == null || clientId == null || sender == null) {
            return;
        }
        UUID messageId = UUID.fromString(id);
        if (messages.moveToDelivered(messageId, Instant.now()) > 0) {
            template.convertAndSendToUser(
                    sender, ChatController.STATUS, new ChatController.Tick(messageId, clientId, Status.DELIVERED));
        }
    }
}

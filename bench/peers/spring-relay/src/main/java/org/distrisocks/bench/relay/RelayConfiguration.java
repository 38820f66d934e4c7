package org.distrisocks.bench.relay;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * STOMP with RabbitMQ behind it. As the reference says: threads for work that waits for a database, the order of messages kept in
 * both directions, and messages to users of other nodes broadcast to these.
 */
@Configuration
@EnableWebSocketMessageBroker
class RelayConfiguration implements WebSocketMessageBrokerConfigurer {

    private static final int THREADS = 32;

    private final int relayPort;
    private final DeliveryReports reports;

    RelayConfiguration(@Value("${chat.relay-port}") int relayPort, @Lazy DeliveryReports reports) {
        this.relayPort = relayPort;
        this.reports = reports;
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
        registry.setPreserveReceiveOrder(true);
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setApplicationDestinationPrefixes("/app");
        registry.setPreservePublishOrder(true);
        registry.enableStompBrokerRelay("/exchange", "/topic", "/queue")
                .setRelayHost("127.0.0.1")
                .setRelayPort(relayPort)
                .setUserDestinationBroadcast("/topic/unresolved-user")
                .setUserRegistryBroadcast("/topic/simp-user-registry");
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration channel) {
        channel.taskExecutor().corePoolSize(THREADS);
        channel.interceptors(new LoginByName());
    }

    @Override
    public void configureClientOutboundChannel(ChannelRegistration channel) {
        channel.taskExecutor().corePoolSize(THREADS);
        channel.interceptors(reports);
    }

    /** Who the client says it is: what a login costs is not what is compared. */
    private static final class LoginByName implements ChannelInterceptor {

        @Override
        public Message<?> preSend(Message<?> message, MessageChannel channel) {
            @Nullable StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            if (headers != null && headers.getCommand() == StompCommand.CONNECT) {
                String name = headers.getLogin();
                headers.setUser(() -> name == null ? "nobody" : name);
            }
            return message;
        }
    }
}

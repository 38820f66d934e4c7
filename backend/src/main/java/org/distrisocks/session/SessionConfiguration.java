package org.distrisocks.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SessionConfiguration {

    /** Of one WebSocket message, which may hold several frames, in frames of the greatest size. */
    private static final int FRAMES_PER_MESSAGE = 4;

    @Bean
    WebSocketConfigurer stompEndpointConfigurer(
            StompEndpoint endpoint,
            DefaultHandshakeHandler handshakes,
            HandshakeRefusal refusal,
            SessionProperties properties) {
        return new WebSocketConfigurer() {
            @Override
            public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
                registry.addHandler(endpoint, "/ws")
                        .setHandshakeHandler(handshakes)
                        .addInterceptors(refusal)
                        .setAllowedOriginPatterns(properties.allowedOrigins().toArray(String[]::new));
            }
        };
    }

    @Bean
    MeterBinder sessionGauge(SessionRegistry sessions) {
        return meters -> Gauge.builder("distrisocks.sessions", sessions, SessionRegistry::count)
                .register(meters);
    }

    /** Without the idle timeout set here Jetty closes a session that has been quiet for 30 s. */
    @Bean
    DefaultHandshakeHandler handshakes(SessionProperties properties) {
        JettyRequestUpgradeStrategy jetty = new JettyRequestUpgradeStrategy();
        long mostOctets = properties.maxFrame().toBytes() * FRAMES_PER_MESSAGE;
        jetty.addWebSocketConfigurer(webSocket -> {
            webSocket.setIdleTimeout(Duration.ofHours(1));
            webSocket.setMaxTextMessageSize(mostOctets);
            webSocket.setMaxBinaryMessageSize(mostOctets);
            webSocket.setMaxFrameSize(mostOctets);
        });
        return new DefaultHandshakeHandler(jetty);
    }
}

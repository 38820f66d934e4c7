package org.distrisocks.session;

import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.distrisocks.edge.SiblingOrigins;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SessionConfiguration {

    private static final String PATH = "/ws";

    @Bean
    WebSocketConfigurer stompEndpointConfigurer(
            StompEndpoint endpoint,
            DefaultHandshakeHandler handshakes,
            HandshakeRefusal refusal,
            ConnectionLimits limits,
            SiblingOrigins origins) {
        String[] pages = Stream.concat(limits.allowedOrigins().stream(), origins.siblings().stream())
                .toArray(String[]::new);
        return new WebSocketConfigurer() {
            @Override
            public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
                registry.addHandler(endpoint, PATH)
                        .setHandshakeHandler(handshakes)
                        .addInterceptors(refusal)
                        .setAllowedOriginPatterns(pages);
            }
        };
    }

    /** A WebSocket keeps the request that it began with, and would keep with it all that an observation has noted there. */
    @Bean
    ObservationPredicate leavesHandshakesOut() {
        return (_, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() instanceof HttpServletRequest handshake
                && handshake.getRequestURI().equals(PATH));
    }

    @Bean
    SmartInitializingSingleton sessionGauges(SessionRegistry sessions, Measures measures) {
        return () -> {
            measures.gauge(Measured.SESSIONS, "", sessions, SessionRegistry::count);
            measures.gauge(Measured.PRESENT, "", sessions, SessionRegistry::users);
        };
    }

    /** Without the idle timeout set here Jetty closes a session that has been quiet for 30 s. */
    @Bean
    DefaultHandshakeHandler handshakes(SessionLimits limits) {
        StreamingUpgrade jetty = new StreamingUpgrade();
        jetty.addWebSocketConfigurer(webSocket -> {
            webSocket.setIdleTimeout(limits.idleTimeout());
            webSocket.setMaxTextMessageSize(limits.maxMessage());
            webSocket.setMaxBinaryMessageSize(limits.maxMessage());
            webSocket.setMaxFrameSize(limits.maxMessage());
        });
        return new DefaultHandshakeHandler(jetty);
    }
}

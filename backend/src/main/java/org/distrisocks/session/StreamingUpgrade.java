package org.distrisocks.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/** Upgrades to a WebSocket whose messages come {@linkplain StreamedMessages in pieces}, which Spring has no way to ask for. */
final class StreamingUpgrade extends JettyRequestUpgradeStrategy {

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String subProtocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws HandshakeFailureException {
        HttpServletRequest handshake = ((ServletServerHttpRequest) request).getServletRequest();
        HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
        StreamedMessages socket = new StreamedMessages(
                new JettyWebSocketHandlerAdapter(handler, new JettyWebSocketSession(attributes, user)));
        try {
            JettyWebSocketServerContainer.getContainer(handshake.getServletContext())
                    .upgrade(
                            (_, upgrade) -> {
                                if (subProtocol != null) {
                                    upgrade.setAcceptedSubProtocol(subProtocol);
                                }
                                return socket;
                            },
                            handshake,
                            answer);
        } catch (IOException | RuntimeException broken) {
            throw new HandshakeFailureException(
                    "the upgrade to a WebSocket failed: " + handshake.getRequestURI(), broken);
        }
    }
}

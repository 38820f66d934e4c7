package org.distrisocks.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.distrisocks.limit.Limit;
import org.distrisocks.limit.PodMemory;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompHeaders;
import org.distrisocks.session.stomp.StompProtocolException;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * STOMP over WebSocket at {@code /ws}.
 *
 * <p>A session's frames are handled one after another on the thread that read them, and the next is read when that is
 * done: a sender who is faster than the store is held back by its own socket.
 */
@Component
class StompEndpoint extends AbstractWebSocketHandler implements SubProtocolCapable {

    private static final Logger log = LoggerFactory.getLogger(StompEndpoint.class);
    private static final String STOMP_SESSION = "distrisocks.stomp-session";

    /** Under which the handshake leaves where the connection comes from. */
    static final String ORIGIN = "distrisocks.origin";

    private final ConnectHandler connects;
    private final FrameDispatcher dispatcher;
    private final SessionRegistry registry;
    private final OpenConnections connections;
    private final SessionLimits limits;
    private final PodMemory memory;
    private final Counters counters;
    private final Set<StompSession> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusesNew;

    StompEndpoint(
            ConnectHandler connects,
            FrameDispatcher dispatcher,
            SessionRegistry registry,
            OpenConnections connections,
            SessionLimits limits,
            PodMemory memory,
            Counters counters) {
        this.connects = connects;
        this.dispatcher = dispatcher;
        this.registry = registry;
        this.connections = connections;
        this.limits = limits;
        this.memory = memory;
        this.counters = counters;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("v12.stomp", "v11.stomp", "v10.stomp");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession webSocket) {
        Session socket = socket(webSocket);
        SessionId id = new SessionId(UUID.randomUUID().toString());
        allowMessagesOf(limits.maxConnectMessage(), socket);
        StompSession session = new StompSession(id, socket, limits, memory.ofStranger());
        webSocket.getAttributes().put(STOMP_SESSION, session);
        open.add(session);
        Limit passed = connections.opened(origin(webSocket));
        if (passed != null) {
            counters.add(Counted.LIMITS_REACHED, passed, 1);
            session.leave(CloseReason.TOO_MANY);
        } else if (refusesNew) {
            session.leave(CloseReason.POD_STOPS);
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession webSocket, TextMessage message) {
        read(webSocket, message.getPayload().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession webSocket, BinaryMessage message) {
        byte[] octets = new byte[message.getPayloadLength()];
        message.getPayload().get(octets);
        read(webSocket, octets);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession webSocket, CloseStatus status) {
        StompSession session = stompSession(webSocket);
        open.remove(session);
        connections.closed(origin(webSocket));
        session.end();
        forget(session);
        if (session.closedFor() instanceof CloseReason reason) {
            counters.add(Counted.SESSIONS_CLOSED, reason, 1);
        }
        log.debug("session {} of {} is closed: {}", session.id(), user(session), status.getCode());
    }

    /**
     * A socket may close while a frame of its session is handled: while the password of a CONNECT is checked, say. Whoever
     * of the two comes last takes the session out, here or at the end of {@link #handle}; doing it twice does no harm.
     */
    private void forget(StompSession session) {
        if (session.isConnected()) {
            dispatcher.end(session);
            registry.remove(session);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession webSocket, Throwable cause) {
        StompSession session = stompSession(webSocket);
        log.debug("session {} of {} broke: {}", session.id(), user(session), cause.toString());
    }

    private static Object user(StompSession session) {
        return session.isConnected() ? session.user() : "nobody yet";
    }

    /** All WebSockets that are open, connected by STOMP or not yet. */
    Set<StompSession> open() {
        return open;
    }

    private void read(WebSocketSession webSocket, byte[] octets) {
        StompSession session = stompSession(webSocket);
        session.heard();
        if (session.isLeaving()) {
            return;
        }
        try {
            session.reader().read(octets, frame -> handle(webSocket, session, frame));
        } catch (StompProtocolException broken) {
            session.fail(String.valueOf(broken.getMessage()), StompHeaders.answering(broken.receipt()));
        }
    }

    private void handle(WebSocketSession webSocket, StompSession session, StompFrame frame) {
        session.asked();
        try {
            if (session.isLeaving()) {
                return;
            }
            if (session.isConnected()) {
                dispatcher.dispatch(session, frame);
            } else if (refusesNew) {
                session.leave(CloseReason.POD_STOPS);
            } else {
                connects.handle(session, frame, webSocket.getHandshakeHeaders().getFirst("Authorization"));
                if (session.isConnected()) {
                    session.reader().decoder().allow(limits.stompLimits());
                    allowMessagesOf(limits.maxMessage(), socket(webSocket));
                }
            }
        } catch (StompProtocolException refused) {
            session.fail(String.valueOf(refused.getMessage()), StompHeaders.answering(frame.header("receipt")));
        } catch (RuntimeException bug) {
            log.error("session {} of {} could not be served", session.id(), user(session), bug);
            session.fail(CloseReason.FAILED, "the server failed", StompHeaders.answering(frame.header("receipt")));
        } finally {
            session.answered();
        }
        if (session.isEnded()) {
            forget(session);
        }
    }

    private static Session socket(WebSocketSession webSocket) {
        Session socket = ((NativeWebSocketSession) webSocket).getNativeSession(Session.class);
        if (socket == null) {
            throw new IllegalStateException("the WebSocket is not Jetty's");
        }
        return socket;
    }

    private static void allowMessagesOf(long octets, Session socket) {
        socket.setMaxTextMessageSize(octets);
        socket.setMaxBinaryMessageSize(octets);
    }

    private static String origin(WebSocketSession webSocket) {
        return (String) Objects.requireNonNull(webSocket.getAttributes().get(ORIGIN));
    }

    private static StompSession stompSession(WebSocketSession webSocket) {
        Map<String, Object> attributes = webSocket.getAttributes();
        return (StompSession) Objects.requireNonNull(attributes.get(STOMP_SESSION));
    }

    /** The pod stops: no WebSocket and no login is taken any more. */
    void refuseNew() {
        refusesNew = true;
    }

    boolean refusesNew() {
        return refusesNew;
    }
}

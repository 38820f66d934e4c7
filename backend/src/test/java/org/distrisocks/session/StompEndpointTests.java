package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.Limit;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.limit.MemoryLimits;
import org.distrisocks.limit.PodMemory;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.metrics.Measures;
import org.distrisocks.presence.PresenceRegistry;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** What the endpoint does of its own; what frames mean is told by {@link FrameDispatcherTests}. */
class StompEndpointTests {

    private static final UserId ALICE = new UserId("alice");

    private final ConnectHandler connects = mock();
    private final FrameDispatcher dispatcher = mock();
    private final SessionRegistry registry = new SessionRegistry(mock(PresenceRegistry.class));
    private final Counters counters = mock();
    private final NativeWebSocketSession webSocket = mock();
    private final OpenConnections connections = new OpenConnections(ScriptedPeer.connectionLimits());
    private final PodMemory memory = new PodMemory(
            new MemoryLimits(DataSize.ofMegabytes(2), DataSize.ofMegabytes(8), null),
            counters,
            new Measures(new SimpleMeterRegistry()));
    private final StompEndpoint endpoint =
            new StompEndpoint(connects, dispatcher, registry, connections, ScriptedPeer.limits(), memory, counters);

    @Test
    void leavesNoSessionOfASocketThatClosesWhileItsConnectIsChecked() throws Exception {
        connect(() -> endpoint.afterConnectionClosed(webSocket, CloseStatus.GOING_AWAY));

        assertThat(registry.sessionsOf(ALICE)).isEmpty();
        assertThat(endpoint.open()).isEmpty();
    }

    @Test
    void takesASessionOutWhenItsSocketCloses() throws Exception {
        connect(() -> {});
        assertThat(registry.sessionsOf(ALICE)).hasSize(1);

        endpoint.afterConnectionClosed(webSocket, CloseStatus.NORMAL);

        assertThat(registry.sessionsOf(ALICE)).isEmpty();
    }

    @Test
    void countsWhatTheServerClosesByItsReason() throws Exception {
        connect(() -> {});
        endpoint.open().forEach(session -> session.close(CloseReason.SILENT));

        endpoint.afterConnectionClosed(webSocket, CloseStatus.POLICY_VIOLATION);

        verify(counters).add(Counted.SESSIONS_CLOSED, CloseReason.SILENT, 1);
    }

    @Test
    void takesNoLoginWhileThePodStops() throws Exception {
        endpoint.refuseNew();

        connect(() -> {});

        verifyNoInteractions(connects);
        assertThat(registry.count()).isZero();
    }

    @Test
    void sendsAwayWhoeverIsOverTheLimitThoughTheHandshakeLetThemIn() throws Exception {
        connections.opened("203.0.113.7");
        connections.opened("203.0.113.7");

        connect(() -> {});

        verifyNoInteractions(connects);
        verify(counters).add(Counted.LIMITS_REACHED, Limit.CONNECTIONS_PER_ADDRESS, 1);
    }

    private void connect(Runnable whileItIsChecked) throws Exception {
        when(webSocket.getNativeSession(Session.class)).thenReturn(new ScriptedPeer().socket());
        when(webSocket.getAttributes()).thenReturn(new HashMap<>(Map.of(StompEndpoint.ORIGIN, "203.0.113.7")));
        when(webSocket.getHandshakeHeaders()).thenReturn(new HttpHeaders());
        doAnswer(call -> {
                    StompSession session = call.getArgument(0);
                    whileItIsChecked.run();
                    session.connected(
                            new SessionLogin(new Login(ALICE, Instant.MAX)),
                            Duration.ZERO,
                            Duration.ZERO,
                            MemoryBudget.unlimited());
                    registry.add(session);
                    return null;
                })
                .when(connects)
                .handle(any(), any(), any());
        endpoint.afterConnectionEstablished(webSocket);
        endpoint.handleMessage(webSocket, new TextMessage("CONNECT\naccept-version:1.2\nhost:x\n\n\0"));
    }
}

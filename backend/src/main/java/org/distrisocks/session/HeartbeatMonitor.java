package org.distrisocks.session;

import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends the heart-beats that were promised, and closes sessions that break their own promise, never connect, whose login
 * ends, or that do not answer a close.
 */
@Component
class HeartbeatMonitor {

    private static final long PERIOD_MILLISECONDS = 250;

    /** For which a peer may take to answer a close frame. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** A beat goes out this much before its time, so that it is not late when the monitor comes by late. */
    private static final Duration MARGIN = Duration.ofMillis(3 * PERIOD_MILLISECONDS);

    private final StompEndpoint endpoint;
    private final SessionProperties properties;
    private final SessionLimits limits;

    HeartbeatMonitor(StompEndpoint endpoint, SessionProperties properties, SessionLimits limits) {
        this.endpoint = endpoint;
        this.properties = properties;
        this.limits = limits;
    }

    @Scheduled(fixedRate = PERIOD_MILLISECONDS)
    void check() {
        long now = System.nanoTime();
        Instant time = Instant.now();
        Instant noticed = time.plus(properties.loginNotice());
        for (StompSession session : endpoint.open()) {
            session.endLingering(now - LINGER.toNanos());
            if (session.isSilent(now)) {
                session.close(CloseReason.SILENT);
            } else if (session.isLateToConnect(now, limits.connectTimeout())) {
                session.close(CloseReason.NO_CONNECT);
            } else if (session.owesBeat(now, MARGIN)) {
                session.beat();
            }
            if (session.isConnected() && !session.isLeaving()) {
                checkLogin(session, time, noticed);
            }
        }
    }

    /** A client that has not subscribed to problems cannot be told. */
    private static void checkLogin(StompSession session, Instant time, Instant noticed) {
        SessionLogin login = session.login();
        if (login.isOver(time)) {
            session.leave(CloseReason.LOGIN_OVER);
        } else if (login.endsUntold(noticed)
                && !session.subscriptions(Destination.ERRORS).isEmpty()) {
            Instant end = login.ends();
            login.tell(end);
            session.write(Destination.ERRORS, Problem.loginEnds(end).toJson());
        }
    }
}

package org.distrisocks.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends the sessions of a pod that stops to other pods, one after another and evenly over a window, so that their logins
 * and inboxes do not fall upon those all at once.
 *
 * <p>It is the first to stop. Readiness has been taken back by then, and HTTP goes on answering until this is over. A
 * session whose turn has come takes no more frames, gets the answers to what it has sent and what waits to be written to
 * it, and is closed with {@link CloseReason#POD_STOPS}.
 */
@Component
class SessionDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionDrain.class);

    /** For the frames that are on their way at the end of the window, and for the close frames' answers. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
    private static final Duration BEATS_EVERY = Duration.ofMillis(250);

    private final StompEndpoint endpoint;
    private final HeartbeatMonitor beats;
    private final DrainProperties properties;
    private volatile boolean running;
    private long lastBeat;

    SessionDrain(StompEndpoint endpoint, HeartbeatMonitor beats, DrainProperties properties) {
        this.endpoint = endpoint;
        this.beats = beats;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Takes as long as the window if there are sessions, and a second more if some do not read. */
    @Override
    public void stop() {
        endpoint.refuseNew();
        List<StompSession> sessions = List.copyOf(endpoint.open());
        log.info("{} sessions are sent away over {}", sessions.size(), properties.drainWindow());
        long begin = System.nanoTime();
        long window = properties.drainWindow().toNanos();
        for (int i = 0; i < sessions.size(); i++) {
            StompSession session = sessions.get(i);
            if (!session.isEnded()) {
                waitUntil(begin + window / sessions.size() * i);
                session.leave(CloseReason.POD_STOPS);
            }
        }
        waitUntil(begin + window);
        endpoint.open().forEach(StompSession::leaveUnanswered);
        waitUntil(begin + window + LAST_WORDS.toNanos());
        endpoint.open().forEach(session -> session.close(CloseReason.POD_STOPS));
        running = false;
    }

    /** Returns early when there is nobody left. The scheduler has stopped, so what beats are due is seen to here. */
    private void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            if (endpoint.open().isEmpty() || Thread.currentThread().isInterrupted()) {
                return;
            }
            if (System.nanoTime() - lastBeat >= BEATS_EVERY.toNanos()) {
                lastBeat = System.nanoTime();
                beats.check();
            }
            LockSupport.parkNanos(Math.min(left, LOOKS_EVERY.toNanos()));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

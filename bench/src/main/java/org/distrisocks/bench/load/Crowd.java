package org.distrisocks.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.bench.dialect.Session;
import org.distrisocks.bench.wire.EventLoop;

/** Sessions of users with consecutive numbers, spread evenly over the servers. */
public final class Crowd implements AutoCloseable {

    /** So many log in at the same time: more would be a test of the queue of the listening socket. */
    private static final int AT_ONCE = 64;

    private static final int PATIENCE_SECONDS = 30;

    /** One loopback address has 28,000 ports to come from by default, and the pods' own are among them. */
    private static final int SESSIONS_PER_ADDRESS = 10_000;

    private final EventLoop loop;
    private final List<Session> sessions;

    private Crowd(EventLoop loop, List<Session> sessions) {
        this.loop = loop;
        this.sessions = sessions;
    }

    /**
     * Connects users and returns when all are subscribed.
     *
     * @param urls user i connects to the (i modulo their number)th
     * @param first the number of the first user
     * @throws IllegalStateException if one is refused, or not answered within 30 s; with the reason
     */
    public static Crowd connect(EventLoop loop, List<URI> urls, Dialect dialect, int first, int count)
            throws InterruptedException {
        return connect(loop, i -> urls.get(i % urls.size()), dialect, first, count);
    }

    /** @param url of the user of this index, 0 for the first */
    static Crowd connect(EventLoop loop, IntFunction<URI> url, Dialect dialect, int first, int count)
            throws InterruptedException {
        List<Session> sessions = new ArrayList<>(count);
        Crowd crowd = new Crowd(loop, sessions);
        Semaphore turns = new Semaphore(AT_ONCE);
        try {
            for (int i = 0; i < count; i++) {
                if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("no answer to a login at " + url.apply(i));
                }
                Session session = dialect.session(first + i);
                sessions.add(session);
                var _ = session.ready().whenComplete((_, _) -> turns.release());
                loop.connect(url.apply(i), address(i), session);
            }
            for (Session session : sessions) {
                session.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            return crowd;
        } catch (ExecutionException | TimeoutException refused) {
            crowd.close();
            throw new IllegalStateException(
                    "a session was not opened: "
                            + Objects.requireNonNullElse(refused.getCause(), refused)
                                    .getMessage(),
                    refused);
        } catch (RuntimeException | InterruptedException failure) {
            crowd.close();
            throw failure;
        }
    }

    /** @throws IllegalStateException if the server has ended a session, or the loop has failed */
    public void requireConnected() {
        loop.requireAlive();
        for (Session session : sessions) {
            String ending = session.ending();
            if (ending != null) {
                throw new IllegalStateException("a session has ended: " + ending);
            }
        }
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        loop.execute(() -> sessions.forEach(Session::end));
    }

    Session session(int index) {
        return sessions.get(index);
    }

    /** 127.0.0.2, 127.0.0.3 … */
    private static InetSocketAddress address(int index) {
        return new InetSocketAddress("127.0.0." + (2 + index / SESSIONS_PER_ADDRESS), 0);
    }
}

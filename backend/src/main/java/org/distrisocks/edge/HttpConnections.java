package org.distrisocks.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.distrisocks.limit.Limit;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.settings.SettingsChanged;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Cuts off connections that take too long for a request. Jetty's own idle timeout begins anew with each octet, so a
 * client that sends one now and then would keep its connection for ever.
 *
 * <p>A connection that has become a WebSocket is not among these any more.
 */
@Component
class HttpConnections implements Connection.Listener {

    private volatile EdgeLimits limits;
    private final Counters counters;
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();

    HttpConnections(EdgeLimits limits, Counters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    @EventListener
    void on(SettingsChanged changed) {
        changed.read(EdgeLimits.class, fresh -> limits = fresh);
    }

    /**
     * How far a connection has come.
     *
     * @param answers that it had been given
     * @param since when it has had no more; {@link System#nanoTime()}
     */
    private record Progress(long answers, long since) {}

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof WebSocketConnection)) {
            open.put(connection, new Progress(0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Scheduled(fixedRate = 1_000)
    void check() {
        long now = System.nanoTime();
        open.forEach((connection, progress) -> {
            long answers = connection.getMessagesOut();
            if (answers > progress.answers()) {
                open.replace(connection, progress, new Progress(answers, now));
            } else if (now - progress.since() > limits.httpTimeout().toNanos()) {
                counters.add(Counted.LIMITS_REACHED, Limit.HTTP_TIMEOUT, 1);
                connection.getEndPoint().close();
            }
        });
    }
}

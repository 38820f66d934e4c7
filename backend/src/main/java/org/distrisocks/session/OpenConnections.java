package org.distrisocks.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.limit.Limit;
import org.distrisocks.settings.SettingsChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How many WebSockets are open on this pod, in all and from each address. Safe for any number of threads. */
@Component
class OpenConnections {

    private volatile ConnectionLimits limits;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> byOrigin = new ConcurrentHashMap<>();

    OpenConnections(ConnectionLimits limits) {
        this.limits = limits;
    }

    @EventListener
    void on(SettingsChanged changed) {
        changed.read(ConnectionLimits.class, fresh -> limits = fresh);
    }

    /** The limit that stands against one more from there; null if none does. */
    @Nullable Limit against(String origin) {
        return reached(all.get() + 1, byOrigin.getOrDefault(origin, 0) + 1);
    }

    /**
     * Counts one more. Many may have been let in at once, since they are counted only when they are open.
     *
     * @return the limit that is passed by it; null if none is
     */
    @Nullable Limit opened(String origin) {
        return reached(all.incrementAndGet(), byOrigin.merge(origin, 1, Integer::sum));
    }

    void closed(String origin) {
        all.decrementAndGet();
        byOrigin.computeIfPresent(origin, (_, open) -> open == 1 ? null : open - 1);
    }

    private @Nullable Limit reached(int open, int ofOrigin) {
        if (!limits.enabled()) {
            return null;
        }
        if (open > limits.connections()) {
            return Limit.CONNECTIONS;
        }
        return ofOrigin > limits.connectionsPerAddress() ? Limit.CONNECTIONS_PER_ADDRESS : null;
    }
}

package org.distrisocks.cluster.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.distrisocks.cluster.history.History;

/** How long after a moment messages were seen at last. */
public record Recovery(int messages, Duration median, Duration worst) {

    /** Of those of {@code tokens} that have been seen; nothing but zeros if none has. */
    public static Recovery of(History history, long moment, Set<String> tokens) {
        List<Duration> times = history.timesFrom(moment, tokens);
        return times.isEmpty()
                ? new Recovery(0, Duration.ZERO, Duration.ZERO)
                : new Recovery(times.size(), times.get(times.size() / 2), times.getLast());
    }

    @Override
    public String toString() {
        return "%d messages, recovery median %.1f s, worst %.1f s"
                .formatted(messages, median.toMillis() / 1e3, worst.toMillis() / 1e3);
    }
}

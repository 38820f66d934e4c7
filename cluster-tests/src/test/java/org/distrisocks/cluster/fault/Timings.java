package org.distrisocks.cluster.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.distrisocks.cluster.ClusterOptions;

/** How long leases and outages are: short, or in the long tier ({@code -Ddistrisocks.long=true}) as in production. */
final class Timings {

    /** Also: whether the two halves of one run may be compared by their speed. */
    static final boolean ARE_OF_PRODUCTION = Boolean.getBoolean("distrisocks.long");

    /** How long a silent pod counts as alive. */
    static final Duration LEASE = Duration.ofSeconds(ARE_OF_PRODUCTION ? 10 : 3);

    /** A service is away. */
    static final Duration OUTAGE = Duration.ofSeconds(ARE_OF_PRODUCTION ? 5 : 3);

    /** A service is away for longer than leases, consumers and requests to the services wait. */
    static final Duration LONG_OUTAGE = Duration.ofSeconds(ARE_OF_PRODUCTION ? 12 : 6);

    static final Duration POSTGRES_OUTAGE = Duration.ofSeconds(ARE_OF_PRODUCTION ? 30 : 8);

    private Timings() {}

    /**
     * Waits until the outage has lasted this long.
     *
     * @param begin of the outage; {@link System#nanoTime()}
     */
    static void letLast(Duration outage, long begin) {
        await().atMost(outage.plusSeconds(30)).until(() -> System.nanoTime() - begin > outage.toNanos());
    }

    static ClusterOptions of(ClusterOptions options) {
        return ARE_OF_PRODUCTION
                ? options
                : options.with("distrisocks.pod.lease-ttl", LEASE.toSeconds() + "s")
                        .with("distrisocks.pod.lease-renewal", "1s")
                        .with("distrisocks.delivery.sweep-period", "1s")
                        .with("distrisocks.delivery.sweep-age", "2s");
    }
}

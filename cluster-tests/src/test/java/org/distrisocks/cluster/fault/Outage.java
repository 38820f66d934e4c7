package org.distrisocks.cluster.fault;

import java.time.Duration;

/** How long a service is away: {@code -Doutage=} and {@code -Dlong-outage=}, in seconds. */
final class Outage {

    static final Duration SHORT = Duration.ofSeconds(Integer.getInteger("outage", 5));

    /** Longer than leases, consumers and requests to the services wait. */
    static final Duration LONG = Duration.ofSeconds(Integer.getInteger("long-outage", 12));

    private Outage() {}
}

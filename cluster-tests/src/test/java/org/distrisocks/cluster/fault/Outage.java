package org.distrisocks.cluster.fault;

import java.time.Duration;

/** How long a service is away: {@code -Doutage=} and {@code -Dlong-outage=}, in seconds. */
final class Outage {

    static final Duration SHORT = Duration.ofSeconds(Integer.getInteger("outage", 8));
    static final Duration REAL = Duration.ofSeconds(Integer.getInteger("long-outage", 30));

    private Outage() {}
}

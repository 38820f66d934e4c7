package org.distrisocks.relay.janitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.janitor.*}.
 *
 * @param after for how long a pod must have been gone before its topic is deleted
 * @param period how often each pod looks for such pods
 */
@ConfigurationProperties("distrisocks.janitor")
record JanitorProperties(
        @DefaultValue("10m") Duration after,
        @DefaultValue("1m") Duration period) {

    JanitorProperties {
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("distrisocks.janitor.after must be more than nothing");
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("distrisocks.janitor.period must be more than nothing");
        }
    }
}

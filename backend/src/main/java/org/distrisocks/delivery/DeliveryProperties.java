package org.distrisocks.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.delivery.*}.
 *
 * @param page messages that are read from an inbox at once
 * @param readers inboxes that are read at the same time; the rest wait, so that senders always find a connection
 * @param held live messages that wait behind one subscription's inbox; what is over it stays in the inbox
 * @param remembered of the last messages that were given to one subscription, beside those that are not DELIVERED yet
 * @param outstanding messages given to one subscription and not DELIVERED yet; at most so many, then it waits
 * @param senders whose last message is remembered for one subscription; more cost a look into the inbox now and then
 * @param ackTimeout after which a message that the client has not acknowledged, or has refused, is given again
 * @param sweepPeriod between two sweeps of the inboxes of the users who are connected here
 * @param sweepAge of a message in an inbox that a sweep takes up
 */
@ConfigurationProperties("distrisocks.delivery")
record DeliveryProperties(
        @DefaultValue("100") int page,
        @DefaultValue("4") int readers,
        @DefaultValue("1000") int held,
        @DefaultValue("2000") int remembered,
        @DefaultValue("10000") int outstanding,
        @DefaultValue("1000") int senders,
        @DefaultValue("60s") Duration ackTimeout,
        @DefaultValue("5s") Duration sweepPeriod,
        @DefaultValue("5s") Duration sweepAge) {

    DeliveryProperties {
        if (!sweepPeriod.isPositive()) {
            throw new IllegalArgumentException("distrisocks.delivery.sweep-period must be longer than nothing");
        }
        if (outstanding <= remembered) {
            throw new IllegalArgumentException(
                    "distrisocks.delivery.outstanding must be greater than distrisocks.delivery.remembered");
        }
    }
}

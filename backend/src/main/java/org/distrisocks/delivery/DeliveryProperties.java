package org.distrisocks.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code distrisocks.delivery.*}.
 *
 * @param page messages that are read from an inbox at once
 * @param pageSize bytes of payloads after which such a page ends
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
public record DeliveryProperties(
        @DefaultValue("100") int page,
        @DefaultValue("128KB") DataSize pageSize,
        @DefaultValue("4") int readers,
        @DefaultValue("1000") int held,
        @DefaultValue("500") int remembered,
        @DefaultValue("10000") int outstanding,
        @DefaultValue("1000") int senders,
        @DefaultValue("60s") Duration ackTimeout,
        @DefaultValue("5s") Duration sweepPeriod,
        @DefaultValue("5s") Duration sweepAge) {

    /** Of the heap, for each byte of UTF-8. */
    private static final int HELD_PER_BYTE = 3;

    public DeliveryProperties {
        requirePositive("page", page);
        requirePositive("page-size", pageSize.toBytes());
        requirePositive("readers", readers);
        requirePositive("senders", senders);
        if (held < 0 || remembered < 0) {
            throw new IllegalArgumentException(
                    "distrisocks.delivery.held and distrisocks.delivery.remembered must not be negative");
        }
        if (ackTimeout.isNegative() || sweepAge.isNegative()) {
            throw new IllegalArgumentException(
                    "distrisocks.delivery.ack-timeout and distrisocks.delivery.sweep-age must not be negative");
        }
        if (!sweepPeriod.isPositive()) {
            throw new IllegalArgumentException("distrisocks.delivery.sweep-period must be longer than nothing");
        }
        if (outstanding <= remembered) {
            throw new IllegalArgumentException(
                    "distrisocks.delivery.outstanding must be greater than distrisocks.delivery.remembered");
        }
    }

    /** Bytes of memory that a page takes at the most, but for its last message. */
    public long heldByPage() {
        return HELD_PER_BYTE * pageSize.toBytes();
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("distrisocks.delivery." + name + " must be greater than 0");
        }
    }
}

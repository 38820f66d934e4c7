package org.distrisocks.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.relay.*}.
 *
 * @param concurrency consumers of this pod's topic, and so its partitions
 * @param statusPartitions of {@code message-status}, shared by the ledgers of all pods
 * @param statusPace under load, between the beginnings of two batches of a pod's reports, and of a ledger
 * @param replicas of each topic
 * @param retention how long a record stays on a topic; what is older waits in the inbox anyway
 * @param deadLetterRetention how long a record stays on the topic {@code dead-letters}
 */
@ConfigurationProperties("distrisocks.relay")
record RelayProperties(
        @DefaultValue("1") int concurrency,
        @DefaultValue("12") int statusPartitions,
        @DefaultValue("10ms") Duration statusPace,
        @DefaultValue("1") int replicas,
        @DefaultValue("1h") Duration retention,
        @DefaultValue("7d") Duration deadLetterRetention) {

    RelayProperties {
        if (concurrency < 1 || statusPartitions < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "distrisocks.relay.concurrency, .status-partitions and .replicas must be greater than 0");
        }
        if (!retention.isPositive() || !deadLetterRetention.isPositive()) {
            throw new IllegalArgumentException(
                    "distrisocks.relay.retention and distrisocks.relay.dead-letter-retention must be longer than nothing");
        }
        if (statusPace.isNegative()) {
            throw new IllegalArgumentException("distrisocks.relay.status-pace must not be negative");
        }
    }
}

package org.distrisocks.cluster;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.distrisocks.devservices.DevServicesOptions;

/**
 * A port of 127.0.0.1 that a run cannot do without.
 *
 * @param purpose for example {@code pod-0}
 * @param setting where the user asked for it, for example {@code --port}
 */
record NeededPort(int number, String purpose, String setting) {

    /** Each pod's port and management port. */
    static List<NeededPort> ofPods(int first, int count) {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(i -> Stream.of(
                        new NeededPort(first + i, "pod-" + i, "--port"),
                        new NeededPort(
                                first + i + ClusterOptions.MANAGEMENT_OFFSET, "the management of pod-" + i, "--port")))
                .toList();
    }

    /** The fixed ports of the services; empty if they choose free ones. */
    static List<NeededPort> ofServices(DevServicesOptions services) {
        return Stream.of(
                        new NeededPort(services.kafkaPort(), "kafka", "distrisocks.services.kafka-port"),
                        new NeededPort(services.postgresPort(), "postgresql", "distrisocks.services.postgres-port"),
                        new NeededPort(services.redisPort(), "redis", "distrisocks.services.redis-port"))
                .filter(port -> port.number() != 0)
                .toList();
    }
}

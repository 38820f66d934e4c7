package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.distrisocks.identity.UserId;

/**
 * As many keys as a pod's topic has partitions, one for each, so that a batch of envelopes is few records and all of one
 * user have one key. A topic with another number of partitions gets them in order too, if not as evenly.
 */
final class RecordKeys {

    private final List<String> keys;

    RecordKeys(int partitions) {
        keys = IntStream.range(0, partitions)
                .mapToObj(partition -> keyFor(partition, partitions))
                .toList();
    }

    /** On all pods the same, as long as they have the same number of partitions. */
    String keyOf(UserId user) {
        return keys.get(Math.floorMod(user.value().hashCode(), keys.size()));
    }

    private static String keyFor(int partition, int partitions) {
        return Stream.iterate(0, i -> i + 1)
                .map(Object::toString)
                .filter(key -> BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions)
                        == partition)
                .findFirst()
                .orElseThrow();
    }
}

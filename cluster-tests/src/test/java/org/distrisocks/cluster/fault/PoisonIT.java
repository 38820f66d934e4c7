package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that no pod can read. */
@FaultTest
class PoisonIT {

    private static final String DEAD_LETTERS = "dead-letters";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final FaultCluster cluster;

    PoisonIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pod-1", "message-status"})
    void goesOnWithin5SecondsAndKeepsWhatItCannotReadOn(String topic) throws Exception {
        byte[] poison = ("poison for " + topic + " " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        try (Traffic traffic = cluster.traffic().pairs(6).from(0).to(1).start()) {
            int partitions = poison(topic, poison);
            traffic.send(60);
            assertThat(traffic.awaitReceipts(LIMIT)).isTrue();
            Set<String> sent = traffic.history().acknowledged();

            assertThat(traffic.awaitSeen(sent, LIMIT)).as("seen within 5 s").isTrue();
            assertThat(traffic.awaitDelivered(LIMIT)).as("DELIVERED within 5 s").isTrue();
            assertThat(deadLetters())
                    .filteredOn(value -> Arrays.equals(value, poison))
                    .hasSize(partitions);
            assertThat(traffic.settle().faults()).isEmpty();
        }
    }

    /** One for each partition. */
    private int poison(String topic, byte[] value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<PartitionInfo> partitions = producer.partitionsFor(topic);
            for (PartitionInfo partition : partitions) {
                byte[] key = {};
                producer.send(new ProducerRecord<>(topic, partition.partition(), key, value))
                        .get();
            }
            return partitions.size();
        }
    }

    private List<byte[]> deadLetters() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(DEAD_LETTERS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<byte[]> values = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private String bootstrap() {
        return cluster.addresses().kafkaBootstrapServers();
    }
}

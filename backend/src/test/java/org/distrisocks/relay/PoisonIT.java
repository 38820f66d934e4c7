package org.distrisocks.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.distrisocks.RealPod;
import org.distrisocks.RealServices;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessageStore;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** DESIGN §8, "poison record": it is set aside, and the partition goes on. */
@SuppressWarnings("NullAway.Init")
class PoisonIT extends RealPod {

    private static final String STATUS_TOPIC = "message-status";
    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", RealServices.services().addresses().kafkaBootstrapServers());

    @Autowired
    private MessageStore store;

    @Test
    void handlesWhatComesBehindPoisonOnMessageStatus() throws Exception {
        int before = deadLetters(STATUS_TOPIC).size();
        MessageId message = storedMessage();
        byte[] key = message.toString().getBytes(UTF_8);
        byte[] event = new StatusEventCodec()
                .serialize(
                        STATUS_TOPIC,
                        new StatusEvent(
                                StatusEvent.Type.SET_STATUS_TO_DELIVERED,
                                List.of(message),
                                new PodId("there"),
                                Instant.now(),
                                null));

        publish(
                new ProducerRecord<>(STATUS_TOPIC, key, "no JSON".getBytes(UTF_8)),
                new ProducerRecord<>(STATUS_TOPIC, key, "{}".getBytes(UTF_8)),
                new ProducerRecord<>(STATUS_TOPIC, key, null),
                new ProducerRecord<>(STATUS_TOPIC, key, event));

        await().atMost(Duration.ofSeconds(5)).until(() -> status(message) == 2);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(deadLetters(STATUS_TOPIC)).hasSizeGreaterThanOrEqualTo(before + 2));
        assertThat(deadLetters(STATUS_TOPIC).get(before).value()).isEqualTo("no JSON".getBytes(UTF_8));
    }

    @Test
    void passesPoisonOnThePodsTopic() throws Exception {
        int before = deadLetters(POD).size();

        for (int partition = 0; partition < 2; partition++) {
            ProducerRecord<byte[], byte[]> unknownKind = new ProducerRecord<>(POD, partition, null, new byte[] {1});
            unknownKind.headers().add("kind", "letter".getBytes(UTF_8));
            unknownKind.headers().add("target", (POD + "@1").getBytes(UTF_8));
            unknownKind.headers().add("user", "bob".getBytes(UTF_8));
            publish(
                    new ProducerRecord<>(POD, partition, null, new byte[0]),
                    new ProducerRecord<>(POD, partition, null, null),
                    unknownKind);
        }

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(deadLetters(POD)).hasSizeGreaterThanOrEqualTo(before + 4));
        assertThat(deadLetters(POD).get(before).headers().lastHeader("dead-letter-reason"))
                .isNotNull();
        awaitCommitted();
    }

    private static void awaitCommitted() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA.get("bootstrap.servers"), "group.id", POD),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> both = List.of(new TopicPartition(POD, 0), new TopicPartition(POD, 1));
            Map<TopicPartition, Long> ends = consumer.endOffsets(both);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> consumer.committed(new HashSet<>(both)).entrySet().stream()
                            .allMatch(at -> at.getValue() != null
                                    && at.getValue().offset() >= ends.getOrDefault(at.getKey(), Long.MAX_VALUE)));
        }
    }

    private MessageId storedMessage() {
        UserId alice = user("alice");
        UserId bob = user("bob");
        return ((Stored) store.store(
                                List.of(message(alice, bob, UUID.randomUUID().toString(), "hi")))
                        .getFirst())
                .message()
                .id();
    }

    @SafeVarargs
    private static void publish(ProducerRecord<byte[], byte[]>... records) throws Exception {
        try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get(10, TimeUnit.SECONDS);
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(String from) {
        TopicPartition all = new TopicPartition("dead-letters", 0);
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(KAFKA, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).getOrDefault(all, 0L);
            while (consumer.position(all) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
        }
        return letters.stream()
                .filter(letter -> from.equals(new String(
                        letter.headers().lastHeader("dead-letter-topic").value(), UTF_8)))
                .toList();
    }
}

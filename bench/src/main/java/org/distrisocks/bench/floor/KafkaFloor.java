package org.distrisocks.bench.floor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.distrisocks.bench.cost.ProcessTree;

/**
 * A record of Kafka: produced with {@code acks=all} and consumed, in batches as large as the load makes them.
 *
 * @param servers of Kafka
 * @param broker that runs them
 * @param readers each of which consumes every record
 */
public record KafkaFloor(String servers, ProcessTree broker, int readers) {

    private static final int SIZE = 300;

    /** So many are on their way to each reader: an endless heap of them would measure the heap. */
    private static final int IN_FLIGHT = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Measures it, in a topic of its own.
     *
     * @throws IllegalStateException if Kafka does not answer, or records are not read within 30 s
     */
    public Floor measure(Duration warmUp, Duration measured) throws InterruptedException {
        String topic = "floor-" + UUID.randomUUID();
        createTopic(topic);
        AtomicLong consumed = new AtomicLong();
        Semaphore room = new Semaphore(IN_FLIGHT * readers);
        List<KafkaConsumer<byte[], byte[]>> consumers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < readers; i++) {
                KafkaConsumer<byte[], byte[]> consumer = consumer();
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                consumers.add(consumer);
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("floor-consumer-" + i)
                        .start(() -> consume(consumer, consumed, room)));
            }
            produce(producer, topic, room, warmUp, new Stopwatch(broker));
            long before = consumed.get();
            Stopwatch watch = new Stopwatch(broker);
            produce(producer, topic, room, measured, watch);
            return watch.floor("Kafka: a record produced and consumed", (consumed.get() - before) / readers);
        } finally {
            consumers.forEach(KafkaConsumer::wakeup);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void produce(
            KafkaProducer<byte[], byte[]> producer, String topic, Semaphore room, Duration time, Stopwatch watch)
            throws InterruptedException {
        byte[] value = new byte[SIZE];
        while (!watch.hasRunFor(time.toNanos())) {
            if (!room.tryAcquire(readers, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "Kafka's floor: records have waited for their readers for " + PATIENCE.toSeconds() + " s");
            }
            var _ = producer.send(new ProducerRecord<>(topic, 0, null, value));
        }
    }

    /** Until it is woken up, which ends the consumer. */
    private static void consume(KafkaConsumer<byte[], byte[]> consumer, AtomicLong consumed, Semaphore room) {
        try (consumer) {
            while (true) {
                int count = consumer.poll(Duration.ofMillis(100)).count();
                consumed.addAndGet(count);
                room.release(count);
            }
        } catch (WakeupException asked) {
            // That is the end.
        }
    }

    private void createTopic(String topic) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("Kafka's floor: " + refused.getMessage(), refused);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 5, "batch.size", 1 << 16),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest", "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

package org.distrisocks.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.stereotype.Component;

/**
 * Hands records to the producer of envelopes and never waits for it.
 *
 * <p>With {@code max.block.ms=0} a producer that does not know a topic refuses its record at once, and asks the brokers for
 * the topic in the background. The record waits here until the topic is known, and the later records of that topic wait
 * behind it, so their order stays. A topic that is still unknown after {@link #PATIENCE} is closed for a while
 * ({@link KafkaGate}) and its records are dropped: their messages wait in the inbox. No other topic is held up by it.
 */
@Component
class EnvelopeSender {

    private static final Logger log = LoggerFactory.getLogger(EnvelopeSender.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(10);

    /** Bytes of all records that wait for a topic to be known; what is over it is dropped. */
    private static final int CAPACITY = 8 * 1024 * 1024;

    private final StreamBridge bridge;
    private final KafkaGate gate;
    private final Map<String, Queue<Waiting>> unknown = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(CAPACITY);

    EnvelopeSender(StreamBridge bridge, KafkaGate gate) {
        this.bridge = bridge;
        this.gate = gate;
    }

    /** @param bytes of the record, about */
    void send(String topic, Message<List<Envelope>> record, int bytes) {
        if (!gate.isOpen(topic)) {
            gate.passedOver(record.getPayload().size());
            return;
        }
        if (unknown.containsKey(topic)) {
            await(topic, record, bytes);
            return;
        }
        try {
            bridge.send(RelayBindings.ENVELOPES, record);
        } catch (MessagingException refusal) {
            if (KafkaGate.isUnknownTopic(refusal)) {
                await(topic, record, bytes);
            } else {
                gate.refused(topic, refusal);
            }
        } catch (RuntimeException bug) {
            // Later records of the batch go to other pods.
            log.error("a record of {} could not be published", topic, bug);
            gate.passedOver(record.getPayload().size());
        }
    }

    /**
     * A thread that publishes in order sees a queue here until its last record is sent: the queue is removed under the
     * map's lock of that topic, and only while it is empty.
     */
    private void await(String topic, Message<List<Envelope>> record, int bytes) {
        if (!room.tryAcquire(bytes)) {
            gate.passedOver(record.getPayload().size());
            return;
        }
        unknown.compute(topic, (_, queue) -> {
            Queue<Waiting> waiting = queue;
            if (waiting == null) {
                waiting = new ConcurrentLinkedQueue<>();
                drainLater(topic, waiting, System.nanoTime() + PATIENCE.toNanos());
            }
            waiting.add(new Waiting(record, bytes));
            return waiting;
        });
    }

    private void drainLater(String topic, Queue<Waiting> queue, long end) {
        CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> drain(topic, queue, end));
    }

    private void drain(String topic, Queue<Waiting> queue, long end) {
        do {
            for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
                if (!isDone(topic, next.record, end)) {
                    drainLater(topic, queue, end);
                    return;
                }
                queue.remove();
                room.release(next.bytes);
            }
        } while (unknown.computeIfPresent(topic, (_, waiting) -> waiting.isEmpty() ? null : waiting) != null);
    }

    /** Whether the record is published or given up; false while its topic may become known. */
    private boolean isDone(String topic, Message<List<Envelope>> record, long end) {
        if (!gate.isOpen(topic)) {
            gate.passedOver(record.getPayload().size());
            return true;
        }
        try {
            bridge.send(RelayBindings.ENVELOPES, record);
        } catch (MessagingException refusal) {
            boolean isUnknown = KafkaGate.isUnknownTopic(refusal);
            if (isUnknown && System.nanoTime() - end < 0) {
                return false;
            }
            gate.refused(topic, refusal);
            gate.passedOver(isUnknown ? record.getPayload().size() : 0);
        } catch (RuntimeException bug) {
            log.error("a record of {} could not be published", topic, bug);
        }
        return true;
    }

    private record Waiting(Message<List<Envelope>> record, int bytes) {}
}

package org.distrisocks.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.stereotype.Component;

/**
 * Whether it is worth a try to publish to a topic. A producer that cannot take a record says so after
 * {@code max.block.ms}, each time; so after one refusal nothing is tried with that topic for a second. Other topics stay
 * open: one that is missing says nothing of them. It also hears of what a producer has accepted and then given up.
 */
@Component
class KafkaGate implements ProducerListener<Object, Object> {

    private static final Logger log = LoggerFactory.getLogger(KafkaGate.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_CLOSED = 10_000;

    private final Counters counters;
    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong sayAgainAt = new AtomicLong(System.nanoTime());

    /** Closed topics; so many at most, and one that is forgotten is open. */
    private final Cache<String, Boolean> closed = Caffeine.newBuilder()
            .expireAfterWrite(PAUSE)
            .maximumSize(MOST_CLOSED)
            .build();

    KafkaGate(Counters counters) {
        this.counters = counters;
    }

    boolean isOpen(String topic) {
        return closed.getIfPresent(topic) == null;
    }

    /** A producer has refused a record of that topic. What the record held is counted by {@link #onError}. */
    void refused(String topic, Throwable cause) {
        closed.put(topic, true);
        lost(0, cause);
    }

    /** So many envelopes or statuses were not even tried. */
    void passedOver(long items) {
        lost(items, null);
    }

    @Override
    public void onSuccess(ProducerRecord<Object, Object> record, @Nullable RecordMetadata metadata) {
        if (record.value() instanceof StatusReport report) {
            report.acknowledgedByKafka();
        }
    }

    @Override
    public void onError(
            ProducerRecord<Object, Object> record, @Nullable RecordMetadata metadata, @Nullable Exception cause) {
        if (record.value() instanceof List<?> && isUnplaced(metadata) && cause != null && isUnknownTopic(cause)) {
            return; // It waits in EnvelopeSender, which says what it drops.
        }
        lost(itemsIn(record.value()), cause);
        if (cause != null && record.value() instanceof List<?> envelopes) {
            envelopes.forEach(envelope -> {
                if (envelope instanceof MessageEnvelope message) {
                    message.span().failed(cause);
                }
            });
        }
        if (record.value() instanceof StatusReport report) {
            report.refusedByKafka();
        }
    }

    /** A producer refuses a record since it does not know the topic; not since its buffer is full. */
    static boolean isUnknownTopic(Throwable refusal) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(refusal);
        return cause instanceof UnknownTopicOrPartitionException
                || (cause instanceof TimeoutException && !(cause instanceof BufferExhaustedException));
    }

    /** It was refused before it had a partition. */
    private static boolean isUnplaced(@Nullable RecordMetadata metadata) {
        return metadata != null && metadata.partition() < 0;
    }

    private static long itemsIn(@Nullable Object value) {
        return switch (value) {
            case List<?> envelopes -> envelopes.size();
            case StatusReport report -> report.messages();
            case null, default -> 1;
        };
    }

    /** Counts each, and logs once a second. */
    private void lost(long items, @Nullable Throwable cause) {
        counters.add(Counted.NOT_PUBLISHED, items);
        unsaid.addAndGet(items);
        long due = sayAgainAt.get();
        if (System.nanoTime() - due >= 0 && sayAgainAt.compareAndSet(due, System.nanoTime() + PAUSE.toNanos())) {
            log.warn(
                    "{} messages, copies, ticks or statuses were not published, the messages wait in the inbox: {}",
                    unsaid.getAndSet(0),
                    cause == null ? "Kafka refused others just now" : reason(cause));
        }
    }

    /** Spring's own message holds the record, and with it what users wrote. */
    private static String reason(Throwable cause) {
        return NestedExceptionUtils.getMostSpecificCause(cause).toString();
    }
}

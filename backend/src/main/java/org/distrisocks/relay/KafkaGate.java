package org.distrisocks.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
 * Whether it is worth a try to publish. A producer that cannot take a record says so after {@code max.block.ms}, each
 * time; so after one refusal nothing is tried for as long, and whoever publishes is held up once a second and not
 * once a record. It also hears of what a producer has taken and then given up.
 */
@Component
class KafkaGate implements ProducerListener<Object, Object> {

    private static final Logger log = LoggerFactory.getLogger(KafkaGate.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Counters counters;
    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong sayAgainAt = new AtomicLong(System.nanoTime());
    private volatile long tryAgainAt = System.nanoTime();

    KafkaGate(Counters counters) {
        this.counters = counters;
    }

    boolean isOpen() {
        return System.nanoTime() - tryAgainAt >= 0;
    }

    /** A producer has refused a record. */
    void refused(Throwable cause) {
        tryAgainAt = System.nanoTime() + PAUSE.toNanos();
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

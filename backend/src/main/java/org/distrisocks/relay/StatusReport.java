package org.distrisocks.relay;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A status event on its way to the ledger, as a producer holds it: by Kafka, or without it if Kafka does not take it.
 *
 * <p>A producer may say twice that it does not take a record, by an exception and by its callback. The first word counts.
 */
final class StatusReport {

    private static final Logger log = LoggerFactory.getLogger(StatusReport.class);

    private final StatusEvent event;
    private final List<Consumer<StatusOutcome>> waiting;
    private final Consumer<StatusReport> fallback;
    private final AtomicBoolean leftKafka = new AtomicBoolean();

    /**
     * @param waiting each is called once with the outcome
     * @param fallback takes the report if Kafka does not
     */
    StatusReport(StatusEvent event, List<Consumer<StatusOutcome>> waiting, Consumer<StatusReport> fallback) {
        this.event = event;
        this.waiting = waiting;
        this.fallback = fallback;
    }

    StatusEvent event() {
        return event;
    }

    int messages() {
        return event.messageIds().size();
    }

    /** Kafka has acknowledged the record. */
    void acknowledgedByKafka() {
        if (leftKafka.compareAndSet(false, true)) {
            end(StatusOutcome.RECORDED);
        }
    }

    /** Kafka has not been asked, has refused the record, or has not acknowledged it in time. */
    void refusedByKafka() {
        if (leftKafka.compareAndSet(false, true)) {
            fallback.accept(this);
        }
    }

    /** For the fallback. */
    void end(StatusOutcome outcome) {
        for (Consumer<StatusOutcome> one : waiting) {
            try {
                one.accept(outcome);
            } catch (RuntimeException bug) {
                // The others wait for theirs.
                log.error("the outcome of a status event could not be handed on", bug);
            }
        }
    }
}

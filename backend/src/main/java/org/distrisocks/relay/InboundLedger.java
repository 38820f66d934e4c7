package org.distrisocks.relay;

import java.util.List;
import java.util.Map;
import org.distrisocks.schedule.Pace;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.stereotype.Component;

/** Takes {@code message-status} to the ledger, again and again while PostgreSQL is away. */
@Component
class InboundLedger {

    private final StatusEventReceiver ledger;
    private final LedgerTakeover takeover;
    private final Batches<StatusEvent> batches;
    private final Pace pace;

    InboundLedger(
            StatusEventReceiver ledger, LedgerTakeover takeover, DeadLetters deadLetters, RelayProperties properties) {
        this.ledger = ledger;
        this.takeover = takeover;
        this.batches = new Batches<>(
                SharedTopics.STATUSES, deadLetters, InboundLedger::toDeadLetter, InboundLedger::isTransient);
        this.pace = new Pace(properties.statusPace());
    }

    void receive(List<Decoded<StatusEvent>> records) {
        long begun = System.nanoTime();
        List<Integer> reports = batches.handle(records, events -> {
            ledger.receive(events, takeover.isRecent());
            return events.stream().map(event -> event.messageIds().size()).toList();
        });
        try {
            pace.after(reports.stream().mapToInt(Integer::intValue).sum(), begun);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static DeadLetter toDeadLetter(StatusEvent event) {
        byte[] value = new StatusEventCodec().serialize(SharedTopics.STATUSES, event);
        return new DeadLetter(SharedTopics.STATUSES, EnvelopeCodec.CANNOT_BE_HANDLED, value, Map.of());
    }

    /** Anything but what the statement or its values are to blame for. */
    private static boolean isTransient(RuntimeException failure) {
        return failure instanceof DataAccessException
                && !(failure instanceof DataIntegrityViolationException)
                && !(failure instanceof InvalidDataAccessResourceUsageException);
    }
}

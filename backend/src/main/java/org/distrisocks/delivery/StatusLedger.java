package org.distrisocks.delivery;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.inbox.MessageStatus;
import org.distrisocks.inbox.StatusMove;
import org.distrisocks.inbox.StatusMove.Reached;
import org.distrisocks.inbox.StatusMoves;
import org.distrisocks.inbox.Tick;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.distrisocks.relay.StatusEvent;
import org.distrisocks.relay.StatusEventReceiver;
import org.distrisocks.routing.OutgoingTick;
import org.distrisocks.routing.Router;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one writer of statuses: folds the events of a poll, moves the rows, sends the ticks. */
@Component
class StatusLedger implements StatusEventReceiver {

    /** Rows moved by one statement, and ticks in one record. */
    private static final int MAX_MOVES = 1_000;

    private final StatusMoves moves;
    private final Router router;
    private final Counters counters;
    private final Timer toSent;
    private final Timer toDelivered;
    private final DistributionSummary sizes;

    StatusLedger(StatusMoves moves, Router router, Counters counters, Measures measures) {
        this.moves = moves;
        this.router = router;
        this.counters = counters;
        this.toSent = measures.time(Measured.TO_SENT);
        this.toDelivered = measures.time(Measured.TO_DELIVERED);
        this.sizes = measures.size(Measured.BATCH, "ledger");
    }

    @Override
    public void receive(List<StatusEvent> events, boolean tellAgain) {
        Map<MessageId, StatusMove> folded = new HashMap<>();
        for (StatusEvent event : events) {
            Reached sent = sent(event);
            Reached delivered = delivered(event);
            for (MessageId id : event.messageIds()) {
                folded.merge(id, new StatusMove(id, sent, delivered), StatusMove::and);
            }
        }
        // In the order of ids: two ledgers with the same messages take their rows in the same order.
        List<StatusMove> ordered = folded.values().stream()
                .sorted(Comparator.comparing(move -> move.messageId().value()))
                .toList();
        for (int from = 0; from < ordered.size(); from += MAX_MOVES) {
            move(ordered.subList(from, Math.min(from + MAX_MOVES, ordered.size())), folded, tellAgain);
        }
    }

    private void move(List<StatusMove> batch, Map<MessageId, StatusMove> folded, boolean tellAgain) {
        List<Tick> ticks = moves.move(batch);
        sizes.record(batch.size());
        ticks.forEach(tick -> measure(tick, folded.get(tick.messageId())));
        counters.add(Counted.SENT, count(ticks, MessageStatus.SENT));
        counters.add(Counted.DELIVERED, count(ticks, MessageStatus.DELIVERED));
        router.tick(toShow(ticks));
        if (tellAgain) {
            router.tick(toShow(toldBefore(batch, ticks)));
        }
    }

    /**
     * Of rows that have not moved, for they have the status of the report already. One of a report that comes late, as
     * SENT after DELIVERED, has told its sender more.
     */
    private List<Tick> toldBefore(List<StatusMove> batch, List<Tick> moved) {
        Map<MessageId, MessageStatus> reported = new HashMap<>();
        batch.forEach(move -> reported.put(
                move.messageId(), move.delivered() == null ? MessageStatus.SENT : MessageStatus.DELIVERED));
        moved.forEach(tick -> reported.remove(tick.messageId()));
        return moves.reached(reported.keySet()).stream()
                .filter(tick -> tick.status() == reported.get(tick.messageId()))
                .toList();
    }

    /** Who learns that a message is DELIVERED needs no tick that it was SENT: a message may skip that (DESIGN §4). */
    private static List<OutgoingTick> toShow(List<Tick> ticks) {
        Map<MessageId, OutgoingTick> last = new LinkedHashMap<>();
        for (Tick tick : ticks) {
            last.put(
                    tick.messageId(),
                    new OutgoingTick(
                            tick.sender(), tick.messageId(), tick.status().code(), tick::body));
        }
        return List.copyOf(last.values());
    }

    /** What was given from the inbox has waited for its receiver, not for us. */
    private void measure(Tick tick, @Nullable StatusMove move) {
        if (tick.status() == MessageStatus.SENT) {
            Measures.since(toSent, tick.messageId().madeAt(), tick.at());
        } else if (move != null && move.sent() != null) {
            Measures.since(toDelivered, tick.messageId().madeAt(), tick.at());
        }
    }

    private static long count(List<Tick> ticks, MessageStatus status) {
        return ticks.stream().filter(tick -> tick.status() == status).count();
    }

    private static @Nullable Reached sent(StatusEvent event) {
        Instant at = switch (event.type()) {
            case SET_STATUS_TO_SENT -> event.at();
            case SET_STATUS_TO_DELIVERED -> event.relayedAt();
        };
        return at == null ? null : new Reached(at, event.pod());
    }

    private static @Nullable Reached delivered(StatusEvent event) {
        return event.type() == StatusEvent.Type.SET_STATUS_TO_DELIVERED ? new Reached(event.at(), event.pod()) : null;
    }
}

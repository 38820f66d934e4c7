package org.distrisocks.cluster.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.cluster.history.Event.Closed;
import org.distrisocks.cluster.history.Event.Opened;
import org.distrisocks.cluster.history.Event.Receipted;
import org.distrisocks.cluster.history.Event.Refused;
import org.distrisocks.cluster.history.Event.Seen;
import org.distrisocks.cluster.history.Event.Sent;
import org.distrisocks.cluster.history.Event.SentAgain;
import org.distrisocks.cluster.history.Event.Ticked;

/** Compares what clients saw with what was stored, promise by promise (DESIGN §7). For one use. */
public final class HistoryChecker {

    private static final List<String> RANKS = List.of("NONE", "SENT", "DELIVERED");

    private final Map<String, Sent> sent = new HashMap<>();
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Set<String> repeated = new HashSet<>();
    private final Map<String, Set<String>> readers = new HashMap<>();
    private final Map<String, StoredRow> rows = new HashMap<>();
    private final Map<String, StoredRow> rowsById = new HashMap<>();
    private final Set<String> tickedDelivered = new LinkedHashSet<>();
    private final List<String> misdelivered = new ArrayList<>();

    private final Map<String, Set<String>> seenInSession = new HashMap<>();
    private final Map<String, Set<String>> seenByUser = new HashMap<>();
    private final Map<String, Long> lastInSession = new HashMap<>();
    private final Map<String, Integer> rankInSession = new HashMap<>();

    private final List<String> seenTwice = new ArrayList<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final List<String> statusBackwards = new ArrayList<>();
    private final List<String> twoRows = new ArrayList<>();
    private int repeatsElsewhere;

    private HistoryChecker() {}

    /**
     * @param events of all clients; those of one session in their order
     * @param stored all rows of the senders, by {@code seq}
     */
    public static Verdict check(List<Event> events, List<StoredRow> stored) {
        HistoryChecker checker = new HistoryChecker();
        stored.forEach(checker::store);
        events.forEach(checker::take);
        checker.checkOrderOfStoring(stored);
        return checker.verdict(stored);
    }

    private void store(StoredRow row) {
        if (rows.putIfAbsent(row.payload(), row) != null) {
            twoRows.add(row.payload());
        }
        rowsById.put(row.messageId(), row);
    }

    private void take(Event event) {
        switch (event) {
            case Sent first -> sent.put(first.token(), first);
            case SentAgain again -> repeated.add(again.token());
            case Receipted receipt -> acknowledged.add(receipt.token());
            case Refused refused -> repeated.add(refused.token());
            case Seen seen -> see(seen);
            case Ticked tick -> tick(tick);
            case Opened _, Closed _ -> {}
        }
    }

    private void see(Seen seen) {
        StoredRow stored = rowsById.get(seen.messageId());
        if (stored == null
                || !stored.receiver().equals(seen.receiver())
                || !stored.payload().equals(seen.token())) {
            misdelivered.add(seen.token() + " to " + seen.receiver());
        }
        readers.computeIfAbsent(seen.messageId(), _ -> new HashSet<>()).add(seen.receiver());
        boolean newInSession = seenInSession
                .computeIfAbsent(seen.session(), _ -> new HashSet<>())
                .add(seen.messageId());
        boolean newForUser = seenByUser
                .computeIfAbsent(seen.receiver(), _ -> new HashSet<>())
                .add(seen.messageId());
        if (!newInSession && !seen.redelivered()) {
            seenTwice.add(seen.token() + " in " + seen.session());
        } else if (newInSession && !newForUser && !seen.redelivered()) {
            repeatsElsewhere++;
        }
        if (newInSession && !seen.redelivered()) {
            checkOrder(seen);
        }
    }

    /** By the order of storing, which is that of sending if nothing was sent again. */
    private void checkOrder(Seen seen) {
        StoredRow row = rows.get(seen.token());
        if (row != null) {
            String stream = seen.session() + " from " + row.sender();
            long last = lastInSession.merge(stream, row.seq(), Math::max);
            if (row.seq() < last) {
                outOfOrder.add(seen.token() + " in " + stream + ", seq " + row.seq() + " after " + last);
            }
        }
    }

    private void checkOrderOfStoring(List<StoredRow> stored) {
        Map<String, Long> last = new HashMap<>();
        for (StoredRow row : stored) {
            Sent first = sent.get(row.payload());
            if (first != null && !repeated.contains(row.payload())) {
                String stream = first.sender() + " to " + first.receiver();
                long highest = last.merge(stream, first.number(), Math::max);
                if (first.number() < highest) {
                    outOfOrder.add(row.payload() + " stored as " + stream + " " + first.number() + " after " + highest);
                }
            }
        }
    }

    private void tick(Ticked tick) {
        int rank = RANKS.indexOf(tick.status());
        if (rank == StoredRow.DELIVERED) {
            tickedDelivered.add(tick.messageId());
        }
        Integer before = rankInSession.put(tick.session() + " " + tick.messageId(), rank);
        if (before != null && rank < before) {
            statusBackwards.add(
                    tick.messageId() + " " + RANKS.get(before) + " to " + tick.status() + " in " + tick.session());
        }
    }

    private Verdict verdict(List<StoredRow> stored) {
        Set<String> seenTokens = new HashSet<>();
        List<String> falseDelivered = new ArrayList<>();
        for (StoredRow row : stored) {
            boolean read = readers.getOrDefault(row.messageId(), Set.of()).contains(row.receiver());
            if (read) {
                seenTokens.add(row.payload());
            } else if (row.status() == StoredRow.DELIVERED || tickedDelivered.contains(row.messageId())) {
                falseDelivered.add(row.payload());
            }
        }
        return new Verdict(
                sent.size(),
                acknowledged.size(),
                (int) stored.stream()
                        .filter(row -> row.status() != StoredRow.DELIVERED)
                        .count(),
                repeatsElsewhere,
                sent.keySet().stream()
                        .filter(token -> !acknowledged.contains(token))
                        .toList(),
                acknowledged.stream()
                        .filter(token -> rows.containsKey(token) && !seenTokens.contains(token))
                        .toList(),
                acknowledged.stream().filter(token -> !rows.containsKey(token)).toList(),
                misdelivered,
                seenTwice,
                outOfOrder,
                statusBackwards,
                falseDelivered,
                twoRows);
    }
}

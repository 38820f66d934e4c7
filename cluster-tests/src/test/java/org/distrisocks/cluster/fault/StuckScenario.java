package org.distrisocks.cluster.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.history.Event;
import org.distrisocks.cluster.history.HistoryChecker;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.Verdict;

/** A receiver that reads nothing while ten megabytes are sent to it, far more than may wait for a session. */
final class StuckScenario implements AutoCloseable {

    private static final int MESSAGES = 700;
    private static final String FILLER = "x".repeat(15_000);

    private final FaultCluster cluster;
    private final String sender;
    private final String receiver;
    private final StuckReader reader;
    private final ChatClient from;
    private final List<Event> events = new ArrayList<>();

    StuckScenario(FaultCluster cluster) throws Exception {
        this.cluster = cluster;
        TestPeople people = cluster.people();
        this.sender = people.register("talker");
        this.receiver = people.register("stuck");
        this.reader = StuckReader.connect(cluster.pod(1).stompUrl(), receiver, TestPeople.PASSWORD);
        this.from = people.connect(sender, cluster.pod(0));
    }

    /** The same load on a reader that reads, for comparison. Returns when all have their RECEIPT. */
    void load() {
        send();
    }

    /** Returns when all have their RECEIPT. */
    void overwhelm() {
        reader.stopReading();
        send();
    }

    private void send() {
        List<CompletableFuture<Void>> receipts = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String text = i + FILLER;
            events.add(new Event.Sent(System.nanoTime(), text, sender, receiver, i));
            receipts.add(from.send(receiver, text).receipt());
        }
        receipts.forEach(receipt -> receipt.orTimeout(60, TimeUnit.SECONDS).join());
    }

    /**
     * Kills the pod, so that it writes no more, reads what it had written, and judges; what was never written is not lost,
     * but waits in the inbox.
     */
    Verdict verdict() {
        awaitStandstill();
        cluster.pod(1).kill();
        List<String> read = reader.readTheRest(10, TimeUnit.SECONDS);
        System.out.println("the stuck reader could read " + read.size() + " of " + MESSAGES);
        List<StoredRow> rows = cluster.rows().sentBy(List.of(sender));
        Map<String, String> texts = rows.stream().collect(Collectors.toMap(StoredRow::messageId, StoredRow::payload));
        read.forEach(id -> events.add(
                new Event.Seen(System.nanoTime(), "stuck#1", receiver, id, texts.getOrDefault(id, ""), true)));
        return HistoryChecker.check(events, rows);
    }

    /** Until some of it is DELIVERED and for two seconds no more is: the pod has written what it can. */
    private void awaitStandstill() {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    long now = cluster.rows().sentBy(List.of(sender)).stream()
                            .filter(row -> row.status() == StoredRow.DELIVERED)
                            .count();
                    return before.getAndSet(now) == now && now > 0;
                });
    }

    @Override
    public void close() {
        reader.close();
        from.close();
    }
}

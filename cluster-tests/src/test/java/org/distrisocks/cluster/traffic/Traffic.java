package org.distrisocks.cluster.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.distrisocks.cluster.history.History;
import org.distrisocks.cluster.history.HistoryChecker;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.StoredRows;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.devservices.service.Poll;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of users, the first of each writing to the second:
 *
 * <pre>{@code
 * try (Traffic traffic = cluster.traffic().pairs(10).start()) {
 *     traffic.rate(200);
 *     cluster.pod(1).kill();
 *     assertThat(traffic.settle().faults()).isEmpty();
 * }
 * }</pre>
 */
public final class Traffic implements AutoCloseable {

    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(45);

    /** Statuses may come after what they tell of: a sweep, and one more for what the ledger does not know. */
    private static final Duration STATUSES_LIMIT = Duration.ofSeconds(20);

    private static final AtomicLong SERIAL = new AtomicLong();

    private final History history;
    private final List<Pair> pairs;
    private final StoredRows rows;
    private final int window;
    private @Nullable Thread pump;
    private volatile int rate;

    /** @param window SENDs without a RECEIPT at which a sender waits */
    Traffic(History history, List<Pair> pairs, StoredRows rows, int window) {
        this.history = history;
        this.pairs = pairs;
        this.rows = rows;
        this.window = window;
    }

    /** Who writes and who reads. */
    static final class Pair {

        private final GoodClient sender;
        private final GoodClient receiver;
        private long number;

        Pair(GoodClient sender, GoodClient receiver) {
            this.sender = sender;
            this.receiver = receiver;
        }

        private synchronized void send() {
            number++;
            sender.send("t" + SERIAL.incrementAndGet() + "-" + System.nanoTime(), receiver.user(), number);
        }
    }

    public History history() {
        return history;
    }

    public Set<String> receivers() {
        return pairs.stream().map(pair -> pair.receiver.user()).collect(Collectors.toSet());
    }

    /** Waits until everyone has a session. */
    void awaitOpen() {
        pairs.forEach(pair -> {
            pair.sender.awaitOpen();
            pair.receiver.awaitOpen();
        });
    }

    /** Sends this many at once, spread over the pairs, and does not wait. */
    public void send(int messages) {
        for (int i = 0; i < messages; i++) {
            pairs.get(i % pairs.size()).send();
        }
    }

    /** From now on sends so many a second over all pairs; 0 stops it. Whoever has a full window is left out. */
    public synchronized void rate(int perSecond) {
        rate = perSecond;
        if (pump == null && perSecond > 0) {
            pump = Thread.ofVirtual().name("traffic").start(this::pump);
        }
    }

    /** Lets it run on for a while. */
    public Traffic runFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
        }
        return this;
    }

    /** Waits until every SEND has its RECEIPT; false if that takes too long. */
    public boolean awaitReceipts(Duration limit) {
        return await(limit, () -> pairs.stream().allMatch(pair -> pair.sender.pending() == 0));
    }

    /** Waits until all of these have been read; false if that takes too long. */
    public boolean awaitSeen(Set<String> tokens, Duration limit) {
        return await(limit, () -> history.hasSeen(tokens));
    }

    /** As {@link #settle(Duration)} within 45 s. */
    public Verdict settle() {
        return settle(SETTLE_LIMIT);
    }

    /** Sends no more, waits until all has its RECEIPT, was read and is DELIVERED, for so long at the most, and judges. */
    public Verdict settle(Duration limit) {
        rate(0);
        long end = System.nanoTime() + limit.toNanos();
        boolean settled = awaitReceipts(limit)
                && await(left(end), () -> history.unseen().isEmpty())
                && awaitDelivered(left(end).plus(STATUSES_LIMIT));
        if (!settled) {
            System.out.println("not settled: " + unsettled());
        }
        // What comes late, or comes twice, comes now.
        await(Duration.ofSeconds(1), () -> false);
        return verdict();
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private String unsettled() {
        List<String> waiting = pairs.stream()
                .flatMap(pair -> Stream.of(pair.sender, pair.receiver))
                .filter(client -> client.pending() > 0 || !client.isConnected())
                .map(GoodClient::toString)
                .toList();
        return history.unseen().size() + " not read; " + String.join(", ", waiting);
    }

    /** Judges what has been so far. */
    public Verdict verdict() {
        List<StoredRow> stored =
                rows.sentBy(pairs.stream().map(pair -> pair.sender.user()).toList());
        return HistoryChecker.check(history.events(), stored);
    }

    /** Waits until all rows are DELIVERED; false if that takes too long. */
    public boolean awaitDelivered(Duration limit) {
        List<String> senders = pairs.stream().map(pair -> pair.sender.user()).toList();
        return await(limit, () -> rows.sentBy(senders).stream().allMatch(row -> row.status() == StoredRow.DELIVERED));
    }

    @Override
    public void close() {
        rate(0);
        synchronized (this) {
            if (pump != null) {
                pump.interrupt();
            }
        }
        List<GoodClient> clients = new ArrayList<>();
        pairs.forEach(pair -> clients.addAll(List.of(pair.sender, pair.receiver)));
        clients.parallelStream().forEach(GoodClient::close);
    }

    private void pump() {
        long last = System.nanoTime();
        double owed = 0;
        int turn = 0;
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            long now = System.nanoTime();
            owed = Math.min(owed + rate * ((now - last) / 1e9), 1_000);
            last = now;
            for (; owed >= 1; owed--) {
                Pair pair = pairs.get(turn++ % pairs.size());
                if (pair.sender.pending() < window) {
                    pair.send();
                }
            }
        }
    }

    private static boolean await(Duration limit, BooleanSupplier condition) {
        return Poll.until(condition, Duration.ofMillis(50), limit);
    }
}

package org.distrisocks.bench.growth;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.bench.server.DistrisocksTarget;
import org.distrisocks.bench.server.Settings;
import org.distrisocks.bench.wire.EventLoop;

/** All of it, one after the other. */
public final class Growth {

    private static final int[] PODS = {2, 4, 8};
    private static final int TOPICS = 200;
    private static final int PARTITIONS = 2;
    private static final int USERS = 1_000_000;

    private final EventLoop loop;
    private final Path folder;
    private final int rate;
    private final int rows;
    private final Consumer<String> progress;
    private final Figures figures = new Figures();
    private boolean broken;

    /**
     * @param folder for logs
     * @param rate messages a second, the same with however many pods
     * @param rows in {@code messages}
     */
    public Growth(EventLoop loop, Path folder, int rate, int rows, Consumer<String> progress) {
        this.loop = loop;
        this.folder = folder;
        this.rate = rate;
        this.rows = rows;
        this.progress = progress;
    }

    /** @return the figures, of one round */
    public Figures measure() throws InterruptedException {
        PresenceGrowth.measure(USERS, figures);
        progress.accept("presence is measured");
        TopicGrowth.measure(TOPICS, PARTITIONS, figures);
        progress.accept("topics are measured");
        BroadcastGrowth.measure(PODS, figures);
        progress.accept("broadcast is measured");
        pods();
        rows();
        return figures;
    }

    /** Whether something was lost, doubled, disordered or refused. */
    public boolean isBroken() {
        return broken;
    }

    private void pods() throws InterruptedException {
        for (int pods : PODS) {
            try (DistrisocksTarget target = start(pods)) {
                LoadPoint point = LoadPoint.measure(loop, target, rate, progress);
                broken |= point.broken();
                String with = "pods: %d, %,d/s: ".formatted(pods, rate);
                figures.add(with + "CPU of all servers, µs a message", point.micros());
                figures.add(with + "the same above what they take idle", point.microsAboveIdle(rate));
                figures.add(with + "CPU idle, ms a second", point.idleMicros() / 1e3);
            }
            progress.accept(pods + " pods are measured");
        }
        figures.add("pods: 8 against 2, above idle", ratio(8, 2, "the same above what they take idle"));
        figures.add("pods: 8 against 2, with idle", ratio(8, 2, "CPU of all servers, µs a message"));
    }

    private double ratio(int of, int to, String figure) {
        return figures.rounds("pods: %d, %,d/s: %s".formatted(of, rate, figure)).getFirst()
                / figures.rounds("pods: %d, %,d/s: %s".formatted(to, rate, figure))
                        .getFirst();
    }

    private void rows() throws InterruptedException {
        try (DistrisocksTarget target = start(2)) {
            LoadPoint empty = LoadPoint.measure(loop, target, rate, progress);
            RowGrowth.fill(target.addresses(), rows, progress);
            LoadPoint full = LoadPoint.measure(loop, target, rate, progress);
            broken |= empty.broken() || full.broken();
            figures.add("rows: SEND → RECEIPT, p50, ms, empty table", empty.receiptP50());
            figures.add("rows: SEND → RECEIPT, p50, ms, %,d rows".formatted(rows), full.receiptP50());
            figures.add("rows: p50 against the empty table", full.receiptP50() / empty.receiptP50());
            figures.add("rows: SEND → RECEIPT, p99, ms, empty table", empty.receiptP99());
            figures.add("rows: SEND → RECEIPT, p99, ms, %,d rows".formatted(rows), full.receiptP99());
            figures.add("rows: p99 against the empty table", full.receiptP99() / empty.receiptP99());
            figures.add("rows: CPU of a message against the empty table", full.micros() / empty.micros());
        }
    }

    private DistrisocksTarget start(int pods) {
        return DistrisocksTarget.start(new Settings(pods, LoadPoint.USERS, Map.of(), false, folder), folder, _ -> {});
    }
}

package org.distrisocks.bench.jmh;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.distrisocks.schedule.Lane;
import org.distrisocks.schedule.Pace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A thousand items through a lane whose batches cost nothing. */
public class LaneBenchmark extends HotSpot {

    private static final int ITEMS = 1000;
    private static final List<String> GROUP = List.of("item");

    private final AtomicReference<CountDownLatch> handled = new AtomicReference<>(new CountDownLatch(0));
    private final Lane<String> lane =
            new Lane<>("lane", 4096, Lane.BatchLimit.ofItems(500), new Pace(Duration.ZERO), this::count);

    @Setup(Level.Invocation)
    public void begin() {
        handled.set(new CountDownLatch(ITEMS));
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void throughLane() throws InterruptedException {
        for (int i = 0; i < ITEMS; i++) {
            lane.put(GROUP);
        }
        handled.get().await();
    }

    @TearDown
    public void end() throws InterruptedException {
        lane.close();
    }

    private void count(List<String> batch) {
        CountDownLatch latch = handled.get();
        batch.forEach(_ -> latch.countDown());
    }
}

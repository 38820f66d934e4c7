package org.distrisocks.submission;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.distrisocks.bench.jmh.HotSpot;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.NewMessage;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.session.Problem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A thousand messages through a lane whose batches cost nothing. In this package since a lane is nobody else's. */
public class LaneBenchmark extends HotSpot {

    private static final int MESSAGES = 1000;

    private static final List<Submission> GROUP = List.of(new Submission(
            new NewMessage(
                    MessageId.parse("0199c2f4-7a31-7c3e-9d1b-4b1f5a6c7d8e"),
                    new UserId("bench-0"),
                    new UserId("bench-1"),
                    "bench.1.17",
                    "x".repeat(200),
                    null),
            "session",
            false,
            new Submission.Answer() {
                @Override
                public void stored(StoredMessage message) {}

                @Override
                public void refused(Problem problem) {}
            }));

    private final AtomicReference<CountDownLatch> handled = new AtomicReference<>(new CountDownLatch(0));
    private final Lane lane = new Lane("lane", 4096, 500, this::count);

    @Setup(Level.Invocation)
    public void begin() {
        handled.set(new CountDownLatch(MESSAGES));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void throughLane() throws InterruptedException {
        for (int i = 0; i < MESSAGES; i++) {
            lane.put(GROUP);
        }
        handled.get().await();
    }

    @TearDown
    public void end() throws InterruptedException {
        lane.close();
    }

    private void count(List<Submission> batch) {
        CountDownLatch latch = handled.get();
        batch.forEach(_ -> latch.countDown());
    }
}

package org.distrisocks.bench.growth;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.distrisocks.bench.dialect.Mark;
import org.distrisocks.bench.load.Load;
import org.distrisocks.bench.load.LoadGenerator;
import org.distrisocks.bench.load.LoadResult;
import org.distrisocks.bench.server.Target;
import org.distrisocks.bench.wire.EventLoop;

/**
 * One load on distriSocks.
 *
 * @param micros of CPU of all servers, for each message
 * @param idleMicros of CPU of all servers, for each second without a message
 * @param receiptP50 of SEND, in milliseconds
 * @param receiptP99 of SEND, in milliseconds
 * @param broken whether something was lost, doubled or disordered
 */
record LoadPoint(double micros, double idleMicros, double receiptP50, double receiptP99, boolean broken) {

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofSeconds(3);
    /** Of all CPUs: so much the servers may take when they have nothing to do. */
    private static final double MOST_IDLE = 0.2;

    private static final int PAIRS = 100;
    private static final int SIZE = 200;

    /** How many users have to be able to log in. */
    static final int USERS = 2 * PAIRS;

    /**
     * Warms it up by full load, leaves it alone until it is idle, and measures it without any load and at this rate.
     *
     * @param progress told if it does not become idle
     */
    static LoadPoint measure(EventLoop loop, Target target, int perSecond, Consumer<String> progress)
            throws InterruptedException {
        try (LoadGenerator generator = LoadGenerator.connect(loop, target.urls(), target.dialect(), PAIRS, SIZE)) {
            generator.run(new Load.Closed(8), PAIRS, Duration.ZERO, WARM_UP, target::cpu, _ -> {});
            awaitIdle(target, progress);
            double idle = microsPerSecond(target, MEASURED);
            LoadResult result = generator.run(
                    new Load.Open(perSecond), PAIRS, Duration.ofSeconds(5), MEASURED, target::cpu, _ -> {});
            return new LoadPoint(
                    target.parts().keySet().stream()
                            .mapToDouble(result::microsPerMessage)
                            .sum(),
                    idle,
                    result.nanosTo(Mark.RECEIPT).getValueAtPercentile(50) / 1e6,
                    result.nanosTo(Mark.RECEIPT).getValueAtPercentile(99) / 1e6,
                    !result.broken().isNothing());
        }
    }

    /** What a message costs beyond what the servers take anyway. */
    double microsAboveIdle(int perSecond) {
        return micros - idleMicros / perSecond;
    }

    /** What the load has made hot is still compiled when it has ended, for minutes if there are many pods. */
    private static void awaitIdle(Target target, Consumer<String> progress) throws InterruptedException {
        double idle = MOST_IDLE * Runtime.getRuntime().availableProcessors() * 1e6;
        long deadline = System.nanoTime() + SETTLE.toNanos();
        double taken = microsPerSecond(target, LOOK);
        while (taken > idle && System.nanoTime() < deadline) {
            taken = microsPerSecond(target, LOOK);
        }
        if (taken > idle) {
            progress.accept("measured all the same: after %d s the servers still take %.0f ms of CPU a second"
                    .formatted(SETTLE.toSeconds(), taken / 1e3));
        }
    }

    private static double microsPerSecond(Target target, Duration time) throws InterruptedException {
        long before = servers(target);
        long begin = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return (servers(target) - before) / 1e3 / ((System.nanoTime() - begin) / 1e9);
    }

    private static long servers(Target target) {
        return target.cpu().entrySet().stream()
                .filter(part -> !part.getKey().equals(Target.GENERATOR))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

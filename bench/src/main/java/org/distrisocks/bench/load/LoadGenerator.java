package org.distrisocks.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.bench.wire.EventLoop;

/** Pairs of users, connected to the servers, and one load after the other on them. */
public final class LoadGenerator implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** A sweep delivers what the fast path has lost within 15 s, which is late and not lost. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final EventLoop loop;
    private final Crowd crowd;
    private final Dialect dialect;
    private final int pairs;
    private final int size;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private int loads;

    private LoadGenerator(EventLoop loop, Crowd crowd, Dialect dialect, int pairs, int size) {
        this.loop = loop;
        this.crowd = crowd;
        this.dialect = dialect;
        this.pairs = pairs;
        this.size = size;
    }

    /**
     * Connects the users 0 to 2 × pairs − 1. The even one of a pair writes to the odd one, and connects to the server before
     * the odd one's.
     *
     * @param size of a payload, in octets
     */
    public static LoadGenerator connect(EventLoop loop, List<URI> urls, Dialect dialect, int pairs, int size)
            throws InterruptedException {
        Crowd crowd = Crowd.connect(loop, user -> urls.get((user / 2 + user % 2) % urls.size()), dialect, 0, 2 * pairs);
        return new LoadGenerator(loop, crowd, dialect, pairs, size);
    }

    /**
     * Runs a load for warm-up and measured time together, and then waits up to 30 s for what is on its way.
     *
     * @param most so many pairs take part, or all if there are fewer
     * @param cpu the CPU time of each part so far, in nanoseconds
     * @param live is told what happens, twice a second
     * @throws IllegalStateException if a session ends, or the server is too far behind
     */
    public LoadResult run(
            Load load,
            int most,
            Duration warmUp,
            Duration measured,
            Supplier<Map<String, Long>> cpu,
            Consumer<Live> live)
            throws InterruptedException {
        Tally tally = new Tally();
        List<Pair> taking = call(() -> newPairs(Math.min(most, pairs), tally));
        Runnable stop = start(load, taking);
        try {
            watch(tally, warmUp, live);
            Map<String, Long> before = cpu.get();
            tally.measure();
            watch(tally, measured, live);
            long nanos = tally.stop();
            Map<String, Long> after = cpu.get();
            stop.run();
            long deadline = System.nanoTime() + DRAIN.toNanos();
            while (call(() -> inFlight(taking)) > 0 && System.nanoTime() < deadline) {
                watch(tally, Duration.ofMillis(50), live);
            }
            return call(() -> result(tally, taking, nanos, before, after));
        } finally {
            stop.run();
        }
    }

    /** Ends the sessions. */
    @Override
    public void close() {
        crowd.close();
    }

    private List<Pair> newPairs(int count, Tally tally) {
        int load = ++loads;
        return IntStream.range(0, count)
                .mapToObj(i -> new Pair(
                        crowd.session(2 * i),
                        crowd.session(2 * i + 1),
                        dialect,
                        tag + '.' + load + '.' + i,
                        2 * i + 1,
                        size,
                        tally))
                .toList();
    }

    /** @return what ends it */
    private Runnable start(Load load, List<Pair> taking) {
        return switch (load) {
            case Load.Closed(int perPair) -> {
                loop.execute(() -> taking.forEach(pair -> pair.keepInFlight(perPair)));
                yield () -> loop.execute(() -> taking.forEach(pair -> pair.keepInFlight(0)));
            }
            case Load.Open(int perSecond) -> new Pacer(loop, taking, perSecond)::close;
        };
    }

    private void watch(Tally tally, Duration time, Consumer<Live> live) throws InterruptedException {
        long last = System.nanoTime();
        long end = last + time.toNanos();
        for (long now = last; now < end; ) {
            long seen = tally.delivered();
            TimeUnit.NANOSECONDS.sleep(Math.min(LOOK.toNanos(), end - now));
            crowd.requireConnected();
            now = System.nanoTime();
            live.accept(new Live((tally.delivered() - seen) * 1e9 / (now - last), tally.delivered()));
            last = now;
        }
    }

    private static long inFlight(List<Pair> taking) {
        return taking.stream().mapToLong(pair -> pair.ledger().inFlight()).sum();
    }

    private static LoadResult result(
            Tally tally, List<Pair> taking, long nanos, Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> cpu = after.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        part -> part.getValue() - before.getOrDefault(part.getKey(), 0L),
                        Long::sum,
                        LinkedHashMap::new));
        return new LoadResult(
                nanos / 1e9,
                tally.deliveredWhileMeasured(),
                tally.nanos(),
                cpu,
                Broken.of(tally, taking.stream().map(Pair::ledger).toList()),
                tally.firstRefusal());
    }

    private <T> T call(Supplier<T> inLoop) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(inLoop.get()));
        while (true) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                loop.requireAlive();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /**
     * How it goes.
     *
     * @param perSecond messages delivered, just now
     * @param delivered messages since the beginning of the load
     */
    public record Live(double perSecond, long delivered) {}
}

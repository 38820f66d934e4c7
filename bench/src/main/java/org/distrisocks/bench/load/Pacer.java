package org.distrisocks.bench.load;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.distrisocks.bench.wire.EventLoop;

/**
 * Sends at even intervals. A selector sleeps whole milliseconds, so a thread of its own wakes the loop when a message is
 * due; what is due is sent by the loop, all of it if it comes late.
 */
final class Pacer implements AutoCloseable {

    private static final long SHORTEST_SLEEP = TimeUnit.MICROSECONDS.toNanos(100);

    private final EventLoop loop;
    private final List<Pair> pairs;
    private final double interval;
    private final long begin = System.nanoTime();
    private long due;
    private volatile boolean stopped;

    Pacer(EventLoop loop, List<Pair> pairs, int perSecond) {
        this.loop = loop;
        this.pairs = pairs;
        this.interval = 1e9 / perSecond;
        loop.eachTurn(this::sendDue);
        Thread.ofPlatform().daemon().name("pacer").start(this::wake);
    }

    /** Sends no more, from the loop's next turn on. */
    @Override
    public void close() {
        stopped = true;
        loop.eachTurn(() -> {});
    }

    private void sendDue() {
        long now = System.nanoTime();
        for (long next = time(due); next <= now && !stopped; next = time(due)) {
            pairs.get((int) (due % pairs.size())).send(next);
            due++;
        }
    }

    private void wake() {
        long step = (long) Math.max(interval, (double) SHORTEST_SLEEP);
        for (long next = begin; !stopped; next += step) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            loop.wakeup();
        }
    }

    private long time(long message) {
        return begin + (long) (message * interval);
    }
}

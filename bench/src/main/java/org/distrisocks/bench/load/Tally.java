package org.distrisocks.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.distrisocks.bench.dialect.Mark;

/** Counts and times of one load. Written by the thread of the loop; read by others after {@link #measure} has ended. */
final class Tally {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

    private final Map<Mark, Histogram> nanos = new EnumMap<>(Mark.class);
    private final Map<Mark, Long> twice = new EnumMap<>(Mark.class);
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;
    private volatile long delivered;
    private volatile long deliveredWhileMeasured;
    long foreign;
    long outOfOrder;
    long repeats;
    private long refused;
    private String firstRefusal = "";

    Tally() {
        for (Mark mark : Mark.values()) {
            nanos.put(mark, new Histogram(LONGEST, 3));
        }
    }

    /** From now on count what is delivered, and take the times of what is sent. */
    void measure() {
        from = System.nanoTime();
    }

    /** @return for how long it was measured, in nanoseconds */
    long stop() {
        to = System.nanoTime();
        return to - from;
    }

    /**
     * Something happened to a message for the first time.
     *
     * @param intended when it should have been sent: what made it late counts
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    void happened(Mark mark, long intended, long now) {
        if (intended >= from && intended < to) {
            nanosTo(mark).recordValue(Math.min(LONGEST, Math.max(0, now - intended)));
        }
        if (mark == Mark.MESSAGE) {
            delivered++;
            if (now >= from && now < to) {
                deliveredWhileMeasured++;
            }
        }
    }

    /** A SEND was answered by a problem. */
    void refused(String problem) {
        if (refused++ == 0) {
            firstRefusal = problem;
        }
    }

    long refused() {
        return refused;
    }

    /** Empty if there was none. */
    String firstRefusal() {
        return firstRefusal;
    }

    /** @param repeat whether the server has said so */
    void twice(Mark mark, boolean repeat) {
        if (repeat) {
            repeats++;
        } else {
            twice.merge(mark, 1L, Long::sum);
        }
    }

    long seenTwice(Mark mark) {
        return twice.getOrDefault(mark, 0L);
    }

    /** Messages so far; may be asked at any time. */
    long delivered() {
        return delivered;
    }

    /** Messages between {@link #measure} and {@link #stop}. */
    long deliveredWhileMeasured() {
        return deliveredWhileMeasured;
    }

    /** Nanoseconds from the intended SEND of each message that was sent while it was measured. */
    Histogram nanosTo(Mark mark) {
        return Objects.requireNonNull(nanos.get(mark));
    }

    Map<Mark, Histogram> nanos() {
        return Map.copyOf(nanos);
    }
}

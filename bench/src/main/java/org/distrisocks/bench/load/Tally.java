package org.distrisocks.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.distrisocks.bench.dialect.Mark;

/** Counts and times of one load. Written by the thread of the loop; read by others after {@link #measure} has ended. */
final class Tally {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

    private final Histogram[] nanos = new Histogram[Mark.values().length];
    private final long[] twice = new long[Mark.values().length];
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
        Arrays.setAll(nanos, _ -> new Histogram(LONGEST, 3));
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
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
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
            twice[mark.ordinal()]++;
        }
    }

    long seenTwice(Mark mark) {
        return twice[mark.ordinal()];
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
        return nanos[mark.ordinal()];
    }

    List<Histogram> nanos() {
        return List.of(nanos);
    }
}

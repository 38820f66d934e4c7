package org.distrisocks.bench.load;

import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.distrisocks.bench.dialect.Mark;

/**
 * What was measured of one load.
 *
 * @param seconds for which it was measured
 * @param delivered messages that came in these
 * @param nanos see {@link #nanosTo}
 * @param cpu nanoseconds of each part in these
 * @param broken over the whole load, with warm-up
 * @param firstRefusal the first problem; empty if there was none
 */
public record LoadResult(
        double seconds,
        long delivered,
        Map<Mark, Histogram> nanos,
        Map<String, Long> cpu,
        Broken broken,
        String firstRefusal) {

    public double perSecond() {
        return delivered / seconds;
    }

    /** Nanoseconds from the intended SEND, of the messages sent while it was measured; empty if the mark is not expected. */
    public Histogram nanosTo(Mark mark) {
        return Objects.requireNonNull(nanos.get(mark));
    }

    /** Microseconds of CPU of a part for each message that was delivered. */
    public double microsPerMessage(String part) {
        return cpu.getOrDefault(part, 0L) / 1e3 / Math.max(1, delivered);
    }
}

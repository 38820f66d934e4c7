package org.distrisocks.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.distrisocks.bench.dialect.Mark;
import org.junit.jupiter.api.Test;

class TallyTests {

    private final Tally tally = new Tally();

    @Test
    void takesTimesFromTheIntendedMomentAndOnlyOfWhatIsMeasured() {
        long before = System.nanoTime();
        tally.happened(Mark.MESSAGE, before, before + 5_000_000);
        tally.measure();
        long meant = System.nanoTime();
        tally.happened(Mark.MESSAGE, before, meant);
        tally.happened(Mark.MESSAGE, meant, meant + 7_000_000);
        tally.happened(Mark.RECEIPT, meant, meant + 1_000_000);
        tally.stop();
        tally.happened(Mark.MESSAGE, System.nanoTime(), System.nanoTime() + 9_000_000);

        Histogram nanos = tally.nanosTo(Mark.MESSAGE);
        assertThat(nanos.getTotalCount()).isEqualTo(1);
        assertThat(nanos.getMaxValue()).isBetween(6_990_000L, 7_010_000L);
        assertThat(tally.nanosTo(Mark.RECEIPT).getTotalCount()).isEqualTo(1);
        assertThat(tally.nanosTo(Mark.DELIVERED).getTotalCount()).isZero();
    }

    @Test
    void countsMessagesByWhenTheyCame() {
        tally.happened(Mark.MESSAGE, 0, System.nanoTime());
        tally.measure();
        tally.happened(Mark.MESSAGE, 0, System.nanoTime());
        tally.happened(Mark.DELIVERED, 0, System.nanoTime());
        long nanos = tally.stop();
        tally.happened(Mark.MESSAGE, 0, System.nanoTime());

        assertThat(nanos).isPositive();
        assertThat(tally.delivered()).isEqualTo(3);
        assertThat(tally.deliveredWhileMeasured()).isEqualTo(1);
    }
}

package org.distrisocks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    /** The ratio of the medians would be 2; of each round for itself, it is 1 to 4. */
    @Test
    void dividesWhatTheSameRoundHasShown() {
        Comparison comparison =
                new Comparison(List.of(measured("ours", 4000, 1000, 2000), measured("theirs", 1000, 1000, 1000)));

        assertThat(comparison.table())
                .contains("| ours | 2,000 (1,000 to 4,000) |  |  |  |  |  | 0 |")
                .contains("| theirs | 1,000 (1,000 to 1,000) |  | 2.00 (1.00 to 4.00) |  |  |  | 0 |");
    }

    @Test
    void leavesOutOfThePlotsWhatHasNoSteps() {
        Comparison comparison = new Comparison(List.of(
                measured("ours", 4000),
                new Measured("theirs", Set.of(), new Figures(), List.of(new Measured.Step(500, 2, 9, 70)), 0)));

        assertThat(comparison.latency().lines()).extracting(Plot.Line::name).containsExactly("theirs", "— p99");
        assertThat(comparison.cost().lines())
                .extracting(Plot.Line::points)
                .containsExactly(List.of(new Plot.Point(500, 70)));
        assertThat(comparison.throughput().lines()).extracting(Plot.Line::name).containsExactly("ours");
    }

    private static Measured measured(String title, double... perSecond) {
        Figures figures = new Figures();
        for (double value : perSecond) {
            figures.add(Measured.FULL, value);
        }
        return new Measured(title, Set.of(), figures, List.of(), 0);
    }
}

package org.distrisocks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTests {

    @Test
    void showsLeastMedianAndGreatestOfEachFigure() {
        Figures figures = new Figures();
        for (double value : new double[] {5200, 4100.4, 4700}) {
            figures.add("full: delivered/s", value);
        }
        figures.add("p50, ms", 3.14159);
        figures.add("p50, ms", 12.34);

        assertThat(figures.table()).isEqualTo("""
                | figure | min | median | max |
                |---|--:|--:|--:|
                | full: delivered/s | 4,100 | 4,700 | 5,200 |
                | p50, ms | 3.14 | 7.74 | 12.3 |
                """);
    }
}

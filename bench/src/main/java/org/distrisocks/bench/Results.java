package org.distrisocks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.distrisocks.bench.floor.Floors;
import org.distrisocks.bench.report.Comparison;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.bench.report.Measured;
import org.distrisocks.bench.report.Page;
import org.distrisocks.bench.report.Paper;
import org.distrisocks.bench.report.Plot;
import org.distrisocks.bench.report.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run has shown.
 *
 * @param servers may be empty
 * @param floors null if they were not measured
 */
record Results(List<Measured> servers, @Nullable Floors floors) {

    /** All tables, for the terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Measured one : servers) {
            text.append("%n%s%n%n%s".formatted(one.title(), one.figures().table()));
        }
        if (servers.size() > 1) {
            text.append(
                    "%nbeside each other: median (least to greatest)%n%n%s".formatted(new Comparison(servers).table()));
        }
        if (floors != null) {
            text.append("%n%s".formatted(floorsText(floors)));
        }
        return text.toString();
    }

    /** Writes the tables into {@code performance.md}, and the plots into {@code img}, in this folder. */
    void write(Path docs) {
        Comparison comparison = new Comparison(servers);
        Page page = new Page(docs.resolve("performance.md"));
        page.replace("comparison", comparison.table());
        page.replace("figures", servers.getFirst().figures().table());
        String paper = Paper.table(servers.getFirst().figures());
        if (!paper.isEmpty()) {
            page.replace("paper", paper);
        }
        if (floors != null) {
            page.replace("floors", floorsText(floors));
        }
        write(docs, "bench-throughput.svg", comparison.throughput());
        write(docs, "bench-latency.svg", comparison.latency());
        write(docs, "bench-cost.svg", comparison.cost());
    }

    private String floorsText(Floors measured) {
        List<Double> rounds =
                servers.isEmpty() ? List.of() : servers.getFirst().figures().rounds(Measured.FULL_MICROS);
        return measured.table()
                + (rounds.isEmpty()
                        ? ""
                        : "%n%s takes %s times the sum in full load (median of the rounds).%n"
                                .formatted(
                                        servers.getFirst().title(),
                                        Figures.text(Spread.of(rounds).median() / measured.sum())));
    }

    private static void write(Path docs, String name, Plot plot) {
        try {
            Files.writeString(docs.resolve("img").resolve(name), plot.svg());
        } catch (IOException notWritten) {
            throw new IllegalStateException(name + " cannot be written: " + notWritten.getMessage(), notWritten);
        }
    }
}

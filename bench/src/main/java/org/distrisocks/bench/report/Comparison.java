package org.distrisocks.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Servers beside each other.
 *
 * @param all the first is what the others are compared with
 */
public record Comparison(List<Measured> all) {

    private static final String SINGLE_P50 = "single: SEND → MESSAGE, p50, ms";
    private static final String SINGLE_P99 = "single: SEND → MESSAGE, p99, ms";

    /**
     * A table in Markdown: each server's figures, and how many times as many messages the first one has delivered as it, and for how
     * many times the CPU. Ratios are of the same round, so what made a round slow counts for both.
     */
    public String table() {
        StringBuilder table =
                new StringBuilder("| server | delivered/s, full load | CPU, µs a message | %s delivered × as many"
                                .formatted(all.getFirst().title())
                        + " | at × the CPU | one at a time: p50, ms | p99, ms | loads with lost, doubled or disordered |\n"
                        + "|---|--:|--:|--:|--:|--:|--:|--:|\n");
        Figures first = all.getFirst().figures();
        for (Measured one : all) {
            Figures its = one.figures();
            table.append("| %s | %s | %s | %s | %s | %s | %s | %d |%n"
                    .formatted(
                            one.title(),
                            spread(its.rounds(Measured.FULL)),
                            spread(its.rounds(Measured.FULL_MICROS)),
                            its == first ? "" : ratio(first, its, Measured.FULL),
                            its == first ? "" : ratio(first, its, Measured.FULL_MICROS),
                            spread(its.rounds(SINGLE_P50)),
                            spread(its.rounds(SINGLE_P99)),
                            one.brokenLoads()));
        }
        return table.toString();
    }

    /** From SEND to MESSAGE, p50 and dashed p99. */
    public Plot latency() {
        List<Plot.Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Measured one = all.get(i);
            if (!one.steps().isEmpty()) {
                lines.add(line(one, i, false, step -> new Plot.Point(step.perSecond(), step.p50())));
                lines.add(line(one, i, true, step -> new Plot.Point(step.perSecond(), step.p99())));
            }
        }
        return new Plot(
                "SEND → MESSAGE against load, p50 and p99 (dashed)", "messages delivered a second", "ms", lines);
    }

    /** What a message costs all servers together. */
    public Plot cost() {
        List<Plot.Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Measured one = all.get(i);
            if (!one.steps().isEmpty()) {
                lines.add(line(one, i, false, step -> new Plot.Point(step.perSecond(), step.micros())));
            }
        }
        return new Plot("CPU of a message against load", "messages delivered a second", "µs of all servers", lines);
    }

    /** How many went through in each round when as many as possible did. */
    public Plot throughput() {
        List<Plot.Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<Double> rounds = all.get(i).figures().rounds(Measured.FULL);
            List<Plot.Point> points = new ArrayList<>();
            for (int round = 0; round < rounds.size(); round++) {
                points.add(new Plot.Point(round + 1, rounds.get(round)));
            }
            if (!points.isEmpty()) {
                lines.add(new Plot.Line(all.get(i).title(), points, false, i));
            }
        }
        return new Plot("As many as go through, round by round", "round", "messages delivered a second", lines);
    }

    private static Plot.Line line(Measured one, int place, boolean dashed, Function<Measured.Step, Plot.Point> point) {
        return new Plot.Line(
                dashed ? "— p99" : one.title(),
                one.steps().stream()
                        .map(point)
                        .filter(found -> found.across() > 0 && found.up() > 0)
                        .toList(),
                dashed,
                place);
    }

    private static String spread(List<Double> rounds) {
        return rounds.isEmpty() ? "" : inOrder(Spread.of(rounds));
    }

    private static String ratio(Figures first, Figures its, String name) {
        List<Double> ours = first.rounds(name);
        List<Double> theirs = its.rounds(name);
        return ours.isEmpty() || theirs.isEmpty() ? "" : inOrder(Spread.ofRatios(ours, theirs));
    }

    /** The median, and in brackets the least and the greatest. */
    private static String inOrder(Spread spread) {
        return "%s (%s to %s)"
                .formatted(Figures.text(spread.median()), Figures.text(spread.min()), Figures.text(spread.max()));
    }
}

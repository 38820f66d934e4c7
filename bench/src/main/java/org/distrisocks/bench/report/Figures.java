package org.distrisocks.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each round has shown, by the name of the figure, in the order in which they came. */
public final class Figures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** @param name with its unit, for example {@code full: delivered/s} */
    public void add(String name, double value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** What the rounds have shown, in their order; empty if none has. */
    public List<Double> rounds(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** A table in Markdown: the least, the median and the greatest of all rounds. */
    public String table() {
        StringBuilder table = new StringBuilder("| figure | min | median | max |\n|---|--:|--:|--:|\n");
        values.forEach((name, rounds) ->
                table.append("| %s | %s |%n".formatted(name, Spread.of(rounds).text(" | "))));
        return table.toString();
    }

    /** A table in Markdown of figures that were taken once. */
    public String values() {
        StringBuilder table = new StringBuilder("| figure | |\n|---|--:|\n");
        values.forEach((name, rounds) -> table.append("| %s | %s |%n".formatted(name, text(rounds.getFirst()))));
        return table.toString();
    }

    /** Three digits or more. */
    public static String text(double value) {
        String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}

package org.distrisocks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each round has shown, by the name of the figure, in the order in which they came. */
final class Figures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** @param name with its unit, for example {@code full: delivered/s} */
    void add(String name, double value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** A table in Markdown: the least, the median and the greatest of all rounds. */
    String table() {
        StringBuilder table = new StringBuilder("| figure | min | median | max |\n|---|--:|--:|--:|\n");
        values.forEach((name, rounds) -> {
            List<Double> sorted = rounds.stream().sorted().toList();
            table.append("| %s | %s | %s | %s |%n"
                    .formatted(name, text(sorted.getFirst()), text(median(sorted)), text(sorted.getLast())));
        });
        return table.toString();
    }

    static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Three digits or more. */
    static String text(double value) {
        String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}

package org.distrisocks.session.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of all cases, to be read by people. */
final class ConformanceTable {

    private static final int WIDEST = 60;

    /** What was seen, by any carrier: one thing if all is well. */
    private final Map<ConformanceCase, Set<String>> seen = new LinkedHashMap<>();

    void add(ConformanceCase rule, String what) {
        seen.computeIfAbsent(rule, _ -> new TreeSet<>()).add(what);
    }

    @Override
    public String toString() {
        List<List<String>> rows = Stream.concat(
                        Stream.of(List.of("case", "source", "expected", "seen", "")),
                        seen.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())))
                .toList();
        int[] widths = new int[5];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        long green = seen.entrySet().stream()
                .filter(entry -> entry.getValue().equals(Set.of(entry.getKey().expected())))
                .count();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"))
                + "\n%d of %d cases as expected".formatted(green, seen.size());
    }

    private static List<String> row(ConformanceCase rule, Set<String> what) {
        String all = String.join(" / ", what);
        return List.of(
                rule.name(),
                rule.source(),
                cut(rule.expected()),
                cut(all),
                all.equals(rule.expected()) ? "ok" : "FAILED");
    }

    private static String cut(String text) {
        String line = text.replace("\n", "⏎").replace("\0", "␀");
        return line.length() > WIDEST ? line.substring(0, WIDEST - 1) + "…" : line;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - cell.length()))
                    .append(" |");
        }
        return line.toString();
    }
}

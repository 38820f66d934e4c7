package org.distrisocks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a suite of cases has seen, to be read by people. */
public final class CaseTable {

    private static final int WIDEST = 60;

    /** What was seen, by each run of a case: one thing if all is well. */
    private final Map<Case, Set<String>> seen = new LinkedHashMap<>();

    private record Case(String name, String source, String expected) {}

    /**
     * @param source where the rule stands, for example {@code RFC 6455, 5.1}
     * @param what was seen: the same as {@code expected} if all is well
     */
    public synchronized void add(String name, String source, String expected, String what) {
        seen.computeIfAbsent(new Case(name, source, expected), _ -> new TreeSet<>())
                .add(what);
    }

    @Override
    public synchronized String toString() {
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

    private static List<String> row(Case one, Set<String> what) {
        String all = String.join(" / ", what);
        return List.of(
                one.name(), one.source(), cut(one.expected()), cut(all), all.equals(one.expected()) ? "ok" : "FAILED");
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

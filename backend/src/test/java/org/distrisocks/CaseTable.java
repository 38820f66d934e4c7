package org.distrisocks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a suite of cases has seen, to be printed at its end. */
public final class CaseTable {

    private final String title;
    private final List<Row> rows = new CopyOnWriteArrayList<>();

    public CaseTable(String title) {
        this.title = title;
    }

    private record Row(String name, String source, String expected, String seen) {}

    /**
     * @param source where the rule stands, for example {@code RFC 6455, 5.1}
     * @param seen as {@code expected} if all is well
     */
    public void add(String name, String source, String expected, String seen) {
        rows.add(new Row(name, source, expected, seen));
    }

    public void print() {
        String format = "%-64s %-22s %-44s %s%n";
        StringBuilder table = new StringBuilder("\n" + title + "\n");
        table.append(format.formatted("case", "source", "expected", "seen"));
        rows.forEach(row -> table.append(format.formatted(
                row.name(),
                row.source(),
                row.expected(),
                row.seen().equals(row.expected()) ? "the same" : row.seen())));
        System.out.print(table);
    }
}

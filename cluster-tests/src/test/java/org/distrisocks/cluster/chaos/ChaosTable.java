package org.distrisocks.cluster.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.distrisocks.cluster.history.Verdict;

/** What each kind of fault came to, as Markdown. */
final class ChaosTable {

    private static final String HEAD = """
            | fault | runs | acknowledged | lost | seen twice | out of order | false DELIVERED | recovery median | worst |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private final Map<String, List<Run>> runs = new TreeMap<>();

    /** @param recovery from the end of the fault until all that was acknowledged before had been seen */
    private record Run(Verdict verdict, Duration recovery) {}

    void add(String fault, Verdict verdict, Duration recovery) {
        runs.computeIfAbsent(fault, _ -> new ArrayList<>()).add(new Run(verdict, recovery));
    }

    /** A line for each run that broke a promise. */
    List<String> faults() {
        return runs.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(run -> !run.verdict.faults().isEmpty())
                        .map(run -> entry.getKey() + ": " + run.verdict))
                .toList();
    }

    String toMarkdown() {
        List<Run> all = runs.values().stream().flatMap(List::stream).toList();
        return HEAD
                + runs.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining())
                + line("**all**", all);
    }

    private static String line(String name, List<Run> runs) {
        List<Duration> recoveries = runs.stream()
                .map(Run::recovery)
                .sorted(Comparator.naturalOrder())
                .toList();
        return "| %s | %d | %d | %d | %d | %d | %d | %s | %s |%n"
                .formatted(
                        name,
                        runs.size(),
                        sum(runs, Verdict::acknowledged),
                        sum(
                                runs,
                                verdict -> verdict.lost().size()
                                        + verdict.withoutRow().size()),
                        sum(runs, verdict -> verdict.seenTwice().size()),
                        sum(runs, verdict -> verdict.outOfOrder().size()),
                        sum(runs, verdict -> verdict.falseDelivered().size()),
                        recoveries.isEmpty() ? "" : seconds(recoveries.get(recoveries.size() / 2)),
                        recoveries.isEmpty() ? "" : seconds(recoveries.getLast()));
    }

    private static int sum(List<Run> runs, ToIntFunction<Verdict> figure) {
        return runs.stream().mapToInt(run -> figure.applyAsInt(run.verdict)).sum();
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}

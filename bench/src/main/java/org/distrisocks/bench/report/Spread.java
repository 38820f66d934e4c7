package org.distrisocks.bench.report;

import java.util.List;
import java.util.stream.IntStream;

/** The least, the median and the greatest of some rounds. */
public record Spread(double min, double median, double max) {

    /** @param rounds at least one */
    public static Spread of(List<Double> rounds) {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    /** Of what each round of the one has shown divided by what the same round of the other has. */
    public static Spread ofRatios(List<Double> of, List<Double> to) {
        return of(IntStream.range(0, Math.min(of.size(), to.size()))
                .mapToObj(round -> of.get(round) / to.get(round))
                .toList());
    }

    /** The three with this between them. */
    public String text(String between) {
        return String.join(between, Figures.text(min), Figures.text(median), Figures.text(max));
    }
}

package org.distrisocks.topology;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;

/** Makes rates of what has been counted. Not for use by many threads. */
final class PodMeter {

    /** Pods that one pod sends to; the busiest are told. */
    private static final int MOST_FLOWS = 100;

    private final Counters counters;
    private Totals before;

    PodMeter(Counters counters) {
        this.counters = counters;
        this.before = count();
    }

    /** Since the last call. */
    Rates measure() {
        Totals now = count();
        double seconds = Math.max(1, now.nanos - before.nanos) / 1e9;
        Map<String, Double> routed = new HashMap<>();
        now.routed.forEach((pod, total) -> {
            double rate = (total - before.routed.getOrDefault(pod, 0.0)) / seconds;
            if (rate > 0) {
                routed.put(pod, rate);
            }
        });
        Rates rates = new Rates(
                (now.stored - before.stored) / seconds,
                (now.sent - before.sent) / seconds,
                (now.delivered - before.delivered) / seconds,
                busiest(routed));
        before = now;
        return rates;
    }

    record Rates(double accepted, double sent, double delivered, Map<String, Double> routed) {}

    private static Map<String, Double> busiest(Map<String, Double> routed) {
        return routed.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_FLOWS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Totals count() {
        return new Totals(
                System.nanoTime(),
                counters.total(Counted.STORED),
                counters.total(Counted.SENT),
                counters.total(Counted.DELIVERED),
                counters.totals(Counted.ROUTED));
    }

    private record Totals(long nanos, double stored, double sent, double delivered, Map<String, Double> routed) {}
}

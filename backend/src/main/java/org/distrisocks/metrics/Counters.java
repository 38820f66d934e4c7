package org.distrisocks.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts. Safe for use by many threads; a batch is counted by one call. */
@Component
public class Counters {

    private final MeterRegistry registry;

    public Counters(MeterRegistry registry) {
        this.registry = registry;
        // Known from the start, so that a dashboard shows 0 and not a hole.
        Arrays.stream(Counted.values()).filter(counted -> !counted.isTagged()).forEach(this::counter);
    }

    public void add(Counted what, long amount) {
        if (amount > 0) {
            counter(what).increment((double) amount);
        }
    }

    /**
     * @param value of the tag that {@code what} has; constants of an enum are written as {@code not-reading}
     */
    public void add(Counted what, Object value, long amount) {
        String text = value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
        registry.counter(what.meter(), what.tag(), text).increment((double) amount);
    }

    /** What has been counted since the start, over all values of its tag. */
    public double total(Counted what) {
        return registry.find(what.meter()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The same for each value of its tag that has come up. */
    public Map<String, Double> totals(Counted what) {
        return registry.find(what.meter()).counters().stream()
                .collect(Collectors.toMap(
                        counter -> String.valueOf(counter.getId().getTag(what.tag())), Counter::count, Double::sum));
    }

    private Counter counter(Counted what) {
        return registry.counter(what.meter());
    }
}

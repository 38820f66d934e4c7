package org.distrisocks.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
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
            counter(what).increment(amount);
        }
    }

    /**
     * @param value of the tag that {@code what} has; constants of an enum are written as {@code not-reading}
     */
    public void add(Counted what, Object value, long amount) {
        String text = value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
        registry.counter(what.meter(), what.tag(), text).increment(amount);
    }

    private Counter counter(Counted what) {
        return registry.counter(what.meter());
    }
}

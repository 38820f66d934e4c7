package org.distrisocks.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Measures. Times and sizes have histograms, which Prometheus can add up over pods. */
@Component
public final class Measures {

    /** From a local commit to a message that waits for Kafka. */
    private static final Duration[] TIMES = Stream.of(
                    1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    private final MeterRegistry registry;

    public Measures(MeterRegistry registry) {
        this.registry = registry;
        List.of(Measured.TO_STORED, Measured.TO_SENT, Measured.TO_DELIVERED).forEach(this::time);
    }

    /** A time to be recorded, to be kept by who records it. */
    public Timer time(Measured what) {
        return Timer.builder(what.meter()).serviceLevelObjectives(TIMES).register(registry);
    }

    /** Sizes to be recorded, to be kept by who records them. */
    public DistributionSummary size(Measured what, String tag) {
        return DistributionSummary.builder(what.meter())
                .tag(what.tag(), tag)
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    /** Asks {@code owner} whenever somebody looks. */
    public <T> void gauge(Measured what, String tag, T owner, ToDoubleFunction<T> value) {
        Gauge.Builder<T> gauge = Gauge.builder(what.meter(), owner, value);
        (what.tag().isEmpty() ? gauge : gauge.tag(what.tag(), tag)).register(registry);
    }

    /** Records how long ago a message was sent; the clocks of pods differ, so no time is less than nothing. */
    public static void since(Timer timer, Instant sentAt, Instant now) {
        timer.record(Math.max(0, sentAt.until(now, ChronoUnit.MILLIS)), TimeUnit.MILLISECONDS);
    }
}

package org.distrisocks.part;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps {@code distrisocks.part.up}, 1 or 0 for each part, by asking every two seconds; nobody waits for the answers. */
@Component
public class PartGauges {

    private static final Logger log = LoggerFactory.getLogger(PartGauges.class);
    private static final long PERIOD_MILLISECONDS = 2_000;

    private final List<Watched> parts;

    PartGauges(List<Part> parts, MeterRegistry registry) {
        this.parts = parts.stream().map(Watched::new).toList();
        for (Watched watched : this.parts) {
            Gauge.builder("distrisocks.part.up", watched, part -> part.up.get() ? 1 : 0)
                    .tag("part", watched.tag())
                    .register(registry);
        }
    }

    /** By the name in its gauge, for example {@code redis}: whether it answered when it was asked last. */
    public Map<String, Boolean> up() {
        return parts.stream().collect(Collectors.toMap(Watched::tag, watched -> watched.up.get()));
    }

    /** Each on a thread of its own, so that one that hangs does not hide the state of the others. */
    @Scheduled(fixedRate = PERIOD_MILLISECONDS)
    void check() {
        for (Watched watched : parts) {
            if (watched.asked.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().name("part-" + watched.part.name()).start(watched::ask);
            }
        }
    }

    private static final class Watched {

        private final Part part;
        private final AtomicBoolean up = new AtomicBoolean(true);
        private final AtomicBoolean asked = new AtomicBoolean();

        Watched(Part part) {
            this.part = part;
        }

        String tag() {
            return part.name().toLowerCase(Locale.ROOT);
        }

        void ask() {
            try {
                part.probe();
                if (up.compareAndSet(false, true)) {
                    log.info("{} at {} answers again", part.name(), part.address());
                }
            } catch (Exception silent) {
                if (up.compareAndSet(true, false)) {
                    log.warn(
                            "{} at {} does not answer; {}: {}",
                            part.name(),
                            part.address(),
                            part.degrades(),
                            Reason.of(silent));
                }
            } finally {
                asked.set(false);
            }
        }
    }
}

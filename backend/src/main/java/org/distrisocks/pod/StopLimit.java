package org.distrisocks.pod;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * SIGTERM ends the process in time, whatever hangs: a thread that no stop waits for halts the JVM at the limit.
 *
 * <p>It counts from the signal and not from the end of the Spring context, for a context that is still starting, on a
 * server that has just stopped answering, does not even begin to close.
 */
public final class StopLimit implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(StopLimit.class);

    private static final String LIMIT = "distrisocks.pod.stop-limit";
    private static final String WINDOW = "distrisocks.session.drain-window";

    /** What is left for all that comes after the sessions: HTTP, consumers, lanes, producers, the lease. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(2);

    /** As for a process that SIGTERM has ended. */
    private static final int EXIT_CODE = 128 + 15;

    private static final int FRAMES_SHOWN = 12;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Duration limit = read(context.getEnvironment());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> Thread.ofPlatform().daemon().name("stop-limit").start(() -> haltAfter(limit)),
                        "stop-limit-begins"));
    }

    /** @throws IllegalArgumentException if the limit would cut off the drain */
    static Duration read(Environment environment) {
        Duration limit = environment.getRequiredProperty(LIMIT, Duration.class);
        Duration window = environment.getRequiredProperty(WINDOW, Duration.class);
        if (limit.compareTo(window.plus(AFTER_DRAIN)) < 0) {
            throw new IllegalArgumentException("%s=%s must be at least %d s longer than %s=%s"
                    .formatted(LIMIT, limit, AFTER_DRAIN.toSeconds(), WINDOW, window));
        }
        return limit;
    }

    /** On a thread that is there from the signal on: at the limit there may be no memory left for one. */
    private static void haltAfter(Duration limit) {
        try {
            Thread.sleep(limit);
            log.error("the pod is not stopped after {} and is cut off; still running: {}", limit, stillRunning());
        } catch (InterruptedException nobodyInterruptsIt) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** The thread that closes the context shows what it waits for; ours show what they do meanwhile. */
    private static String stillRunning() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey() != Thread.currentThread())
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("org.distrisocks")
                                || frame.getClassName()
                                        .startsWith("org.springframework.boot.SpringApplicationShutdownHook")))
                .map(StopLimit::describe)
                .collect(Collectors.joining("; "));
    }

    private static String describe(Map.Entry<Thread, StackTraceElement[]> thread) {
        return thread.getKey().getName() + " in "
                + Arrays.stream(thread.getValue())
                        .limit(FRAMES_SHOWN)
                        .map(Objects::toString)
                        .collect(Collectors.joining(" < "));
    }
}

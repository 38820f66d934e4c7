package org.distrisocks.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that has to be asked of a server which may hang: it is asked on a thread of its own, one at a time, and whoever
 * wants to know gets what was answered last.
 */
final class Latest<T> {

    private static final Logger log = LoggerFactory.getLogger(Latest.class);

    /** Older news is none. */
    private static final long FRESH_NANOS = Duration.ofSeconds(4).toNanos();

    private final String name;
    private final Callable<T> question;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Optional<Answer<T>> answer = Optional.empty();

    Latest(String name, Callable<T> question) {
        this.name = name;
        this.question = question;
    }

    /** Asks again, and does not wait; empty if nothing was answered in the last seconds. */
    Optional<T> get() {
        if (asked.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("look-" + name).start(this::ask);
        }
        return answer.filter(last -> System.nanoTime() - last.nanos < FRESH_NANOS)
                .map(Answer::value);
    }

    private void ask() {
        try {
            answer = Optional.of(new Answer<>(System.nanoTime(), question.call()));
        } catch (Exception unanswered) {
            answer = Optional.empty();
            log.debug("{} cannot be told: {}", name, String.valueOf(unanswered));
        } finally {
            asked.set(false);
        }
    }

    private record Answer<T>(long nanos, T value) {}
}

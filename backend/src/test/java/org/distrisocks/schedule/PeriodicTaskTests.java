package org.distrisocks.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTests {

    private final AtomicInteger runs = new AtomicInteger();
    private final PeriodicTask task = new PeriodicTask("task-under-test", Duration.ofMillis(5)) {
        @Override
        protected void run() {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("as the test wants it");
            }
        }
    };

    @Test
    void goesOnAfterAFailure() {
        task.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> runs.get() >= 3);
        assertThat(task.isRunning()).isTrue();

        task.stop();
        assertThat(task.isRunning()).isFalse();
    }
}

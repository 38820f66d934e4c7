package org.distrisocks.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskTests {

    private final AtomicInteger times = new AtomicInteger();

    private final class Counting extends PeriodicTask {

        private Counting(Duration period) {
            super("counting", period);
        }

        @Override
        protected void run() {
            times.incrementAndGet();
        }
    }

    @Test
    void takesUpAnotherPeriodWhileItRuns() {
        Counting task = new Counting(Duration.ofHours(1));
        task.start();
        try {
            assertThat(times).hasValue(0);
            task.every(Duration.ofMillis(10));
            await().until(() -> times.get() > 3);
        } finally {
            task.stop();
        }
    }

    @Test
    void aPeriodThatIsSetBeforeTheStartHoldsFromTheStart() {
        Counting task = new Counting(Duration.ofHours(1));
        task.every(Duration.ofMillis(10));
        task.start();
        try {
            await().until(() -> times.get() > 3);
        } finally {
            task.stop();
        }
    }
}

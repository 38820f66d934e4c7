package org.distrisocks.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Something that is done again and again while the pod runs, on a thread of its own: it may take its time, and holds up
 * nothing that is due elsewhere.
 */
public abstract class PeriodicTask implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private volatile Duration period;
    private final ScheduledExecutorService clock;
    private @Nullable ScheduledFuture<?> scheduled;
    private volatile boolean running;

    /** @param period from the end of one time to the begin of the next */
    protected PeriodicTask(String name, Duration period) {
        this.name = name;
        this.period = period;
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /** Does it once. What is thrown is logged, and the next time comes all the same. */
    protected abstract void run();

    protected final Duration period() {
        return period;
    }

    /** The first time comes after half a period to a whole one: pods that start together do not go on together. */
    @Override
    public synchronized void start() {
        running = true;
        schedule();
    }

    private void schedule() {
        long millis = period.toMillis();
        long first = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
        scheduled = clock.scheduleWithFixedDelay(this::runGuarded, first, millis, TimeUnit.MILLISECONDS);
    }

    /** From now on with another period. */
    protected final synchronized void every(Duration other) {
        if (other.equals(period)) {
            return;
        }
        period = other;
        if (running && scheduled != null) {
            scheduled.cancel(false);
            schedule();
        }
    }

    /** A scheduler forgets for ever what has thrown once. */
    private void runGuarded() {
        try {
            run();
        } catch (RuntimeException bug) {
            if (running) {
                log.error("{} failed, again in {}", name, period, bug);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

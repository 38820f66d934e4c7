package org.distrisocks.schedule;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets a worker under load take fewer and larger batches: after a batch of several items the next one begins no sooner
 * than a while after that one began. What comes after a batch of one is taken at once, so nothing waits on an idle pod.
 *
 * @param between the beginnings of two batches; zero for no pause
 */
public record Pace(Duration between) {

    /**
     * Waits until the next batch may begin.
     *
     * @param items of the batch that has been handled
     * @param begun {@link System#nanoTime()} when it began
     */
    public void after(int items, long begun) throws InterruptedException {
        if (items > 1) {
            // A time that is over is no pause.
            TimeUnit.NANOSECONDS.sleep(begun + between.toNanos() - System.nanoTime());
        }
    }
}

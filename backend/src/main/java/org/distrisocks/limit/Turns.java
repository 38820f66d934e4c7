package org.distrisocks.limit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a few do something at the same time. So many more wait, each for a while; the rest is refused at once, so that no
 * crowd of waiting threads forms. Safe for any number of threads.
 */
public final class Turns {

    private final Semaphore turns;
    private final int mostWaiting;

    /**
     * @param atOnce 1 or more
     * @param mostWaiting about so many, since they are counted while others come and go
     */
    public Turns(int atOnce, int mostWaiting) {
        this.turns = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
    }

    /**
     * Waits for a turn. Who gets one ends it by {@link #end}.
     *
     * @return false if there was none in that time, if too many wait already, or if the thread is interrupted, which it
     *     stays
     */
    public boolean begin(Duration patience) {
        if (turns.getQueueLength() >= mostWaiting) {
            return false;
        }
        try {
            return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException podStops) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void end() {
        turns.release();
    }
}

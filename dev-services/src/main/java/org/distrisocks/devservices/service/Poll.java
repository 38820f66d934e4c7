package org.distrisocks.devservices.service;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that notifies nobody: a file, a process of someone else, an answer. */
public final class Poll {

    private Poll() {}

    /**
     * Asks until the answer is yes.
     *
     * @param every pause between two questions
     * @param limit how long to go on asking; the first question is always asked
     * @return false if the limit passed, or this thread was interrupted, before the answer was yes
     */
    public static boolean until(BooleanSupplier condition, Duration every, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(every.toNanos());
        }
        return true;
    }
}

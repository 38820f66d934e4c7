package org.distrisocks.cluster.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What came on one subscription and was not taken yet, in order. Holds all that is sent: it is for tests only. */
public final class Received<T> {

    private static final long PATIENCE_SECONDS = 30;

    private final String what;
    private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

    Received(String what) {
        this.what = what;
    }

    void add(T item) {
        queue.add(item);
    }

    /**
     * Takes the next one; waits up to 30 s for it.
     *
     * @throws IllegalStateException if none came
     */
    public T next() {
        return next(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Takes the next one.
     *
     * @throws IllegalStateException if none came in time
     */
    public T next(long limit, TimeUnit unit) {
        try {
            T item = queue.poll(limit, unit);
            if (item == null) {
                throw new IllegalStateException(
                        "no " + what + " within " + limit + " " + unit.name().toLowerCase(Locale.ROOT));
            }
            return item;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a " + what, interrupted);
        }
    }

    /** Takes the next {@code count}; waits up to 30 s for each. */
    public List<T> next(int count) {
        List<T> items = new ArrayList<>(count);
        while (items.size() < count) {
            items.add(next());
        }
        return items;
    }

    /** Takes them up to the first that fits, and gives that. */
    public T nextThat(Predicate<T> fits) {
        return upTo(1, fits).getLast();
    }

    /** Takes them until so many of them fit, the last of which comes last. */
    public List<T> upTo(int count, Predicate<T> fits) {
        List<T> items = new ArrayList<>(count);
        for (int left = count; left > 0; ) {
            T item = next();
            items.add(item);
            left -= fits.test(item) ? 1 : 0;
        }
        return items;
    }

    /** How many wait to be taken. */
    public int size() {
        return queue.size();
    }
}

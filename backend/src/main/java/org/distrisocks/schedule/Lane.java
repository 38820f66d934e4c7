package org.distrisocks.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue whose one thread takes all that waits as one batch: one item when it is idle, hundreds when it is busy. A group
 * of several items is a batch of its own.
 */
public final class Lane<T> {

    /**
     * What a batch may have.
     *
     * @param items of groups of one; a greater group stays in one piece
     * @param bytes after which it takes no more
     * @param size bytes of an item
     */
    public record BatchLimit<T>(int items, long bytes, ToLongFunction<T> size) {

        /** Of items that are all small. */
        public static <T> BatchLimit<T> ofItems(int items) {
            return new BatchLimit<>(items, Long.MAX_VALUE, _ -> 0);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final BlockingQueue<List<T>> groups = new LinkedBlockingQueue<>();
    private final List<T> last = new ArrayList<>(0);
    private final int capacity;
    private final Semaphore room;
    private final BatchLimit<T> limit;
    private final Pace pace;
    private final Consumer<List<T>> batches;
    private final Thread thread;

    /**
     * @param name of its thread
     * @param capacity items that may wait
     * @param limit of a batch
     * @param pace of the batches
     * @param batches takes each batch on the lane's thread; what it throws is logged, and the next one comes
     */
    public Lane(String name, int capacity, BatchLimit<T> limit, Pace pace, Consumer<List<T>> batches) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity, true);
        this.limit = limit;
        this.pace = pace;
        this.batches = batches;
        this.thread = Thread.ofPlatform().name(name).start(this::drain);
    }

    /**
     * Puts a group in, which waits while the lane is full. One that is greater than the lane waits until the lane is empty.
     *
     * @throws InterruptedException if the wait is interrupted; nothing is put in
     */
    public void put(List<T> group) throws InterruptedException {
        room.acquire(Math.min(group.size(), capacity));
        groups.add(group);
    }

    /** Puts one item in, unless the lane is full: then it returns false and nothing is put in. */
    public boolean offer(T item) {
        if (!room.tryAcquire()) {
            return false;
        }
        groups.add(List.of(item));
        return true;
    }

    /** Items that wait to be taken. */
    public int waiting() {
        return capacity - room.availablePermits();
    }

    /** Handles what has been put in, then stops. Nothing may be put in meanwhile. */
    public void close() throws InterruptedException {
        groups.add(last);
        thread.join();
    }

    private void drain() {
        try {
            for (List<T> group = groups.take(); group != last; group = groups.take()) {
                List<T> batch = withAllThatWaits(group);
                room.release(Math.min(batch.size(), capacity));
                long begun = System.nanoTime();
                handle(batch);
                pace.after(batch.size(), begun);
            }
        } catch (InterruptedException nobodyInterruptsIt) {
            log.error("{} ends early", thread.getName(), nobodyInterruptsIt);
        }
    }

    private List<T> withAllThatWaits(List<T> group) {
        List<T> batch = new ArrayList<>(group);
        List<T> next = groups.peek();
        long bytes = limit.size.applyAsLong(group.getFirst());
        while (group.size() == 1
                && next != null
                && next.size() == 1
                && batch.size() < limit.items
                && bytes < limit.bytes) {
            batch.addAll(groups.remove());
            bytes += limit.size.applyAsLong(batch.getLast());
            next = groups.peek();
        }
        return batch;
    }

    private void handle(List<T> batch) {
        try {
            batches.accept(batch);
        } catch (RuntimeException bug) {
            log.error("a batch of {} could not be handled", batch.size(), bug);
        }
    }
}

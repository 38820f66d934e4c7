package org.distrisocks.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue whose one thread takes all that waits as one batch: one message when it is idle, hundreds when it is busy, and
 * no timer between. A group of several messages is a batch of its own.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private static final List<Submission> LAST = List.of();

    private final BlockingQueue<List<Submission>> groups = new LinkedBlockingQueue<>();
    private final int capacity;
    private final Semaphore room;
    private final int maxBatch;
    private final Consumer<List<Submission>> batches;
    private final Thread thread;

    Lane(String name, int capacity, int maxBatch, Consumer<List<Submission>> batches) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity, true);
        this.maxBatch = maxBatch;
        this.batches = batches;
        this.thread = Thread.ofPlatform().name(name).start(this::drain);
    }

    /**
     * Puts a group in, which waits while the lane is full.
     *
     * @throws InterruptedException if the wait is interrupted; nothing is put in
     */
    void put(List<Submission> group) throws InterruptedException {
        room.acquire(group.size());
        groups.add(group);
    }

    /** Messages that wait to be taken. */
    int waiting() {
        return capacity - room.availablePermits();
    }

    /** Handles what has been put in, then stops. Nothing may be put in meanwhile. */
    void close() throws InterruptedException {
        groups.add(LAST);
        thread.join();
    }

    private void drain() {
        try {
            for (List<Submission> group = groups.take(); group != LAST; group = groups.take()) {
                List<Submission> batch = withAllThatWaits(group);
                room.release(batch.size());
                handle(batch);
            }
        } catch (InterruptedException nobodyInterruptsIt) {
            log.error("{} ends early", thread.getName(), nobodyInterruptsIt);
        }
    }

    private List<Submission> withAllThatWaits(List<Submission> group) {
        List<Submission> batch = new ArrayList<>(group);
        List<Submission> next = groups.peek();
        while (group.size() == 1 && next != null && next.size() == 1 && batch.size() < maxBatch) {
            batch.addAll(groups.remove());
            next = groups.peek();
        }
        return batch;
    }

    private void handle(List<Submission> batch) {
        try {
            batches.accept(batch);
        } catch (RuntimeException bug) {
            log.error("a batch of {} could not be handled", batch.size(), bug);
        }
    }
}

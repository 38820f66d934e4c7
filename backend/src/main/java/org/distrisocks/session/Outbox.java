package org.distrisocks.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.limit.MemoryBudget;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait to be written to one session, in order, and the only way to its socket.
 *
 * <p>No thread ever waits for the peer: a write that the socket takes at once runs on the thread that offered it, and a
 * write that has to wait goes on from its completion. The bytes that wait are bounded, by the outbox and by its
 * session's memory; what a full outbox refuses, and what is left when it closes, is reported as not written.
 */
final class Outbox {

    /**
     * Bytes of a frame that costs its session nothing while no other waits: an ERROR, a RECEIPT and a tick find their way
     * also when there is no memory for more.
     */
    private static final int SMALL = 512;

    /** Bytes that go out together. */
    private static final int MOST_TOGETHER = 16_384;

    private final Session socket;
    private final long bound;
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private MemoryBudget memory = MemoryBudget.unlimited();
    private long bytes;
    private boolean writing;
    private boolean closed;
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean saidGoodbye;
    private volatile boolean broken;

    Outbox(Session socket, long bound) {
        this.socket = socket;
        this.bound = bound;
    }

    /** From now on what waits here takes its bytes from there. Nothing waits now, or the session is closing. */
    synchronized void reserveFrom(MemoryBudget budget) {
        if (bytes == 0) {
            memory = budget;
        }
    }

    /**
     * @param written told once, when the socket has taken the whole frame; never for a frame that is not written
     * @return false if the outbox is full or closed, and the frame is not taken
     */
    boolean offer(byte[] frame, @Nullable Runnable written) {
        return offer(frame, written, null);
    }

    /** Writes what waits, then closes the socket; takes no more frames. */
    void closeAfterwards(int code, String reason) {
        offer(new byte[0], null, new Close(code, reason));
    }

    /** Closes without writing what waits. A peer that has stopped taking a frame would not take a close frame either. */
    void abort(int code, String reason) {
        boolean stuck;
        synchronized (this) {
            stuck = writing;
            discard();
        }
        if (stuck) {
            socket.disconnect();
        } else {
            socket.close(code, reason, Callback.NOOP);
        }
    }

    /** Cuts off a peer that has not answered the close frame since that time. */
    void endLingering(long since) {
        if (saidGoodbye && lastWrite - since < 0) {
            socket.disconnect();
        }
    }

    /** Forgets what waits. */
    synchronized void discard() {
        closed = true;
        waiting.forEach(entry -> memory.release(entry.reserved));
        waiting.clear();
        bytes = 0;
        notifyAll();
    }

    /** Whether the connection has broken under a write. */
    boolean isBroken() {
        return broken;
    }

    /** {@link System#nanoTime()} of the last frame that was handed to the socket. */
    long lastWrite() {
        return lastWrite;
    }

    /**
     * Waits until no more than half of the bound waits.
     *
     * @return false if it is closed or still fuller after that time
     */
    synchronized boolean awaitRoom(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!closed && bytes > bound / 2) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !closed;
    }

    private boolean offer(byte[] frame, @Nullable Runnable written, @Nullable Close close) {
        synchronized (this) {
            if (closed || (bytes > 0 && bytes + frame.length > bound)) {
                return false;
            }
            int toReserve = bytes == 0 && frame.length <= SMALL ? 0 : frame.length;
            if (toReserve > 0 && memory.reserve(toReserve).isPresent()) {
                return false;
            }
            closed = close != null;
            waiting.add(new Entry(frame, toReserve, written, close));
            bytes += frame.length;
            if (writing || (bytes <= bound / 2 && !memory.isTight() && GatheredWrites.hold(this))) {
                return true;
            }
            writing = true;
        }
        writeOn();
        return true;
    }

    /** Writes what has been held. */
    void flush() {
        synchronized (this) {
            if (writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
        }
        writeOn();
    }

    /** Writes until nothing waits or the socket is full; then its completion comes back here. */
    private void writeOn() {
        for (List<Entry> next = take(); !next.isEmpty(); next = take()) {
            lastWrite = System.nanoTime();
            if (next.getFirst().close instanceof Close close) {
                saidGoodbye = true;
                LingeringClose.send(socket, close.code, close.reason);
                return;
            }
            Completion completion = new Completion(next);
            TextFrames.send(socket, next.stream().map(Entry::frame).toList(), completion);
            if (!completion.isInline()) {
                return;
            }
        }
    }

    /** What goes out next: frames that go out together, or one close. */
    private synchronized List<Entry> take() {
        List<Entry> next = new ArrayList<>(1);
        long length = 0;
        for (Entry entry = waiting.peek();
                entry != null && (next.isEmpty() || goesWith(next, length, entry));
                entry = waiting.peek()) {
            next.add(waiting.remove());
            length += entry.frame.length;
        }
        writing = !next.isEmpty();
        return next;
    }

    private boolean goesWith(List<Entry> before, long length, Entry entry) {
        return before.getFirst().close == null
                && entry.close == null
                && before.size() < TextFrames.most(socket)
                && length + entry.frame.length <= MOST_TOGETHER;
    }

    private synchronized void release(List<Entry> entries) {
        long reserved = 0;
        for (Entry entry : entries) {
            bytes -= entry.frame.length;
            reserved += entry.reserved;
        }
        if (reserved > 0) {
            memory.release(reserved);
        }
        if (bytes <= bound / 2) {
            notifyAll();
        }
    }

    private record Entry(
            byte[] frame,
            int reserved,
            @Nullable Runnable written,
            @Nullable Close close) {}

    private record Close(int code, String reason) {}

    /**
     * Tells whether a write ended within {@code sendText}, so that the loop goes on, or later on another thread, which
     * then takes up the loop. Whichever of the two comes second has the say.
     */
    private final class Completion implements Callback {

        private static final int PENDING = 0;
        private static final int ENDED = 1;
        private static final int RETURNED = 2;

        private final List<Entry> entries;
        private final AtomicInteger state = new AtomicInteger(PENDING);

        Completion(List<Entry> entries) {
            this.entries = entries;
        }

        boolean isInline() {
            return !state.compareAndSet(PENDING, RETURNED);
        }

        @Override
        public void succeed() {
            release(entries);
            for (Entry entry : entries) {
                if (entry.written != null) {
                    entry.written.run();
                }
            }
            if (!state.compareAndSet(PENDING, ENDED)) {
                writeOn();
            }
        }

        /** Before it closes: whoever is refused for that finds it broken. */
        @Override
        public void fail(Throwable cause) {
            broken = true;
            release(entries);
            discard();
            socket.disconnect();
        }
    }
}

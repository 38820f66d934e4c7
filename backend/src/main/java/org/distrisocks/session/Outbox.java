package org.distrisocks.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait to be written to one session, in order, and the only way to its socket.
 *
 * <p>No thread ever waits for the peer: a write that the socket takes at once runs on the thread that offered it, and a
 * write that has to wait goes on from its completion. The octets that wait are bounded; what a full outbox refuses, and
 * what is left when it closes, is reported as not written.
 */
final class Outbox {

    private final Session socket;
    private final long bound;
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private long octets;
    private boolean writing;
    private boolean closed;
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean saidGoodbye;

    Outbox(Session socket, long bound) {
        this.socket = socket;
        this.bound = bound;
    }

    /**
     * @param written told once, when the socket has taken the whole frame; never for a frame that is not written
     * @return false if the outbox is full or closed, and the frame is not taken
     */
    boolean offer(String frame, @Nullable Runnable written) {
        return offer(new Entry(frame, written, null));
    }

    /** Writes what waits, then closes the socket; takes no more frames. */
    void closeAfterwards(int code, String reason) {
        offer(new Entry("", null, new Close(code, reason)));
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
        waiting.clear();
        octets = 0;
        notifyAll();
    }

    /** {@link System#nanoTime()} of the last frame that was handed to the socket. */
    long lastWrite() {
        return lastWrite;
    }

    /**
     * Waits until no more than half of the bound waits, characters counted as octets.
     *
     * @return false if it is closed or still fuller after that time
     */
    synchronized boolean awaitRoom(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!closed && octets > bound / 2) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !closed;
    }

    private boolean offer(Entry entry) {
        synchronized (this) {
            if (closed || octets > 0 && octets + entry.frame.length() > bound) {
                return false;
            }
            closed = entry.close != null;
            waiting.add(entry);
            octets += entry.frame.length();
            if (writing) {
                return true;
            }
            writing = true;
        }
        writeOn();
        return true;
    }

    /** Writes until nothing waits or the socket is full; then its completion comes back here. */
    private void writeOn() {
        for (Entry next = take(); next != null; next = take()) {
            lastWrite = System.nanoTime();
            if (next.close != null) {
                saidGoodbye = true;
                LingeringClose.send(socket, next.close.code, next.close.reason);
                return;
            }
            Completion completion = new Completion(next);
            socket.sendText(next.frame, completion);
            if (!completion.isInline()) {
                return;
            }
        }
    }

    private synchronized @Nullable Entry take() {
        Entry next = waiting.poll();
        writing = next != null;
        return next;
    }

    private synchronized void release(Entry entry) {
        octets -= entry.frame.length();
        if (octets <= bound / 2) {
            notifyAll();
        }
    }

    private record Entry(
            String frame,
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

        private final Entry entry;
        private final AtomicInteger state = new AtomicInteger(PENDING);

        Completion(Entry entry) {
            this.entry = entry;
        }

        boolean isInline() {
            return !state.compareAndSet(PENDING, RETURNED);
        }

        @Override
        public void succeed() {
            release(entry);
            if (entry.written != null) {
                entry.written.run();
            }
            if (!state.compareAndSet(PENDING, ENDED)) {
                writeOn();
            }
        }

        @Override
        public void fail(Throwable cause) {
            discard();
            socket.disconnect();
        }
    }
}

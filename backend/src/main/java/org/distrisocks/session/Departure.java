package org.distrisocks.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How one session is closed by the server: at once, or when all that it has taken is answered and written. */
final class Departure {

    private final Outbox outbox;

    /** Frames being handled, and SENDs that are not answered yet. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean begun;
    private volatile @Nullable CloseReason closedFor;
    private boolean over;
    private volatile @Nullable CloseReason leavesFor;
    private volatile Runnable lastWord = () -> {};

    Departure(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Whether no more frames are taken. */
    boolean hasBegun() {
        return begun;
    }

    /** Why the server has closed it; null if it has not, since the peer or the network was first. */
    @Nullable CloseReason closedFor() {
        return closedFor;
    }

    /** A frame is taken, to be answered. */
    void asked() {
        unanswered.incrementAndGet();
    }

    void answered() {
        int left = unanswered.decrementAndGet();
        CloseReason reason = leavesFor;
        if (left == 0 && reason != null) {
            closeAfterwards(reason);
        }
    }

    /** @param word is run when all is answered, before it is closed; not at all if it is closed for another reason first */
    void leave(CloseReason reason, Runnable word) {
        lastWord = word;
        leave(reason, true);
    }

    /** Whichever comes second, this or the last answer, finds what the other has left and closes. */
    void leave(CloseReason reason, boolean answersFirst) {
        setClosedFor(reason);
        begun = true;
        leavesFor = reason;
        if (!answersFirst || unanswered.get() == 0) {
            closeAfterwards(reason);
        }
    }

    /** Closes without waiting for what is not written yet. */
    void abort(CloseReason reason) {
        setClosedFor(reason);
        begun = true;
        outbox.abort(reason.code(), reason.text());
    }

    /** The socket is closed. */
    void end() {
        synchronized (this) {
            over = true;
        }
        begun = true;
        outbox.discard();
    }

    private void closeAfterwards(CloseReason reason) {
        if (closing.compareAndSet(false, true)) {
            if (unanswered.get() == 0) {
                lastWord.run();
            }
            outbox.closeAfterwards(reason.code(), reason.text());
        }
    }

    /**
     * The first reason counts. Between the break of a connection and its end, frames are refused and heart-beats are missing:
     * that is the network's doing, and no reason of the server's.
     */
    private synchronized void setClosedFor(CloseReason reason) {
        if (closedFor == null && !over && !outbox.isBroken()) {
            closedFor = reason;
        }
    }
}

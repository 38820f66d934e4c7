package org.distrisocks.limit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a session, a user or all clients together make this pod hold. What a session reserves counts for its user
 * and for the pod too. Safe for any number of threads; nobody waits.
 *
 * <p>Reserve before something is held, and release the same number of bytes when it is not held any more, or {@link #close}
 * the session's budget. A closed budget has given everything back: a reservation fails and a release does nothing.
 */
public final class MemoryBudget {

    private static final long CLOSED = Long.MIN_VALUE;

    private final Limit limit;
    private final long bound;
    private final @Nullable MemoryBudget within;
    private final Consumer<Limit> refusals;

    /**
     * Who holds no more than this gets some bytes over the bound, half of it at most: a pod that a few users have filled
     * still serves those who hold little. 0 for a session and a user.
     */
    private final long small;

    private final AtomicLong used = new AtomicLong();

    private MemoryBudget(Limit limit, long bound, long small, @Nullable MemoryBudget within, Consumer<Limit> refusals) {
        this.limit = limit;
        this.bound = bound;
        this.small = small;
        this.within = within;
        this.refusals = refusals;
    }

    /**
     * Of a whole pod.
     *
     * @param bound bytes
     * @param small bytes up to which a user is served by a full pod
     * @param refusals is called with the limit that stood against a reservation
     */
    public static MemoryBudget ofPod(long bound, long small, Consumer<Limit> refusals) {
        return new MemoryBudget(Limit.POD_MEMORY, bound, small, null, refusals);
    }

    /** Of nobody: everything is granted. */
    public static MemoryBudget unlimited() {
        return ofPod(Long.MAX_VALUE / 4, 0, _ -> {});
    }

    /** Of one user on this pod. */
    MemoryBudget ofUser(long bytes) {
        return new MemoryBudget(Limit.USER_MEMORY, bytes, 0, this, refusals);
    }

    /** Of one session of this user. */
    MemoryBudget ofSession(long bytes) {
        return new MemoryBudget(Limit.SESSION_MEMORY, bytes, 0, this, refusals);
    }

    /**
     * Reserves so many bytes, or none.
     *
     * @return the limit that stands against it, which has been counted; empty if they are reserved
     */
    public Optional<Limit> reserve(long bytes) {
        Limit full = take(bytes, 0);
        if (full != null) {
            refusals.accept(full);
        }
        return Optional.ofNullable(full);
    }

    /** @param below bytes that whoever asks would have with these */
    private @Nullable Limit take(long bytes, long below) {
        if (within != null) {
            Limit full = within.take(bytes, used.get() + bytes);
            if (full != null) {
                return full;
            }
        }
        long before;
        do {
            before = used.get();
            if (before < 0 || before + bytes > boundFor(below)) {
                if (within != null) {
                    within.release(bytes);
                }
                return limit;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return null;
    }

    private long boundFor(long below) {
        return small > 0 && below <= small ? bound + bound / 2 : bound;
    }

    public void release(long bytes) {
        long before;
        do {
            before = used.get();
            if (before < 0) {
                return;
            }
        } while (!used.compareAndSet(before, before - bytes));
        if (within != null) {
            within.release(bytes);
        }
    }

    /** Releases all that is reserved, and grants nothing any more. */
    public void close() {
        long left = used.getAndSet(CLOSED);
        if (left > 0 && within != null) {
            within.release(left);
        }
    }

    /**
     * Whether more than three quarters are used. Whoever can leave a message in the inbox does so then, so that the rest is
     * there for what has to be answered.
     */
    public boolean isTight() {
        return isTight(0);
    }

    private boolean isTight(long below) {
        long now = used.get();
        return now > boundFor(below) / 4 * 3 || (within != null && within.isTight(now));
    }

    /** The budget that this one is a part of, also when this one is closed: of a session, that of its user. */
    public MemoryBudget within() {
        return within == null ? this : within;
    }

    /** Bytes that are reserved; 0 when it is closed. */
    public long used() {
        return Math.max(0, used.get());
    }
}

package org.distrisocks.session;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What one thread writes to many sessions goes out at the end of its work, to each session by one write of its socket
 * instead of one for each frame.
 */
public final class GatheredWrites {

    private static final ScopedValue<Set<Outbox>> HELD = ScopedValue.newInstance();

    /**
     * Does the work, then writes what it has written. A frame may be written before the end, by another thread that writes to
     * the same session, or since too many wait. The work must not wait for a session to read.
     */
    public static void during(Runnable work) {
        Set<Outbox> held = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            ScopedValue.where(HELD, held).run(work);
        } finally {
            held.forEach(Outbox::flush);
        }
    }

    /** Takes note of an outbox that has something to write; false if this thread gathers nothing. */
    static boolean hold(Outbox outbox) {
        if (!HELD.isBound()) {
            return false;
        }
        HELD.get().add(outbox);
        return true;
    }

    private GatheredWrites() {}
}

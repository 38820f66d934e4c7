package org.distrisocks.delivery;

import java.util.LinkedHashSet;
import org.distrisocks.identity.MessageId;

/** The last ids of a stream, so many at the most; the oldest is forgotten first. Safe for any number of threads. */
final class RecentIds {

    private final int bound;
    private final LinkedHashSet<MessageId> ids = new LinkedHashSet<>(4);

    RecentIds(int bound) {
        this.bound = bound;
    }

    /** Whether the id was new. */
    synchronized boolean add(MessageId id) {
        boolean added = ids.add(id);
        if (ids.size() > bound) {
            ids.removeFirst();
        }
        return added;
    }
}

package org.distrisocks.trace;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.distrisocks.identity.MessageId;

/** The messages that this pod has told of last. Costs nothing while there are none. */
final class Followed {

    private static final int MOST = 1_000;

    private final SequencedSet<MessageId> ids = new LinkedHashSet<>();
    private volatile boolean any;

    synchronized void add(MessageId id) {
        any = true;
        ids.add(id);
        if (ids.size() > MOST) {
            ids.removeFirst();
        }
    }

    boolean contains(MessageId id) {
        if (!any) {
            return false;
        }
        synchronized (this) {
            return ids.contains(id);
        }
    }
}

package org.distrisocks.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.limit.MemoryBudget;
import org.jspecify.annotations.Nullable;

/**
 * Live messages that wait behind the inbox of one subscription, in the order in which they came. Not safe for use by
 * several threads.
 *
 * <p>So many at the most, and as many bytes as the session has left; what comes beyond is left behind in the inbox, and one
 * more reading brings it.
 */
final class HeldMessages {

    private final int bound;
    private final MemoryBudget memory;
    private final Map<MessageId, Held> held = new LinkedHashMap<>(4);
    private boolean leftBehind;

    HeldMessages(int bound, MemoryBudget memory) {
        this.bound = bound;
        this.memory = memory;
    }

    /**
     * A live message behind the inbox.
     *
     * @param reading the number of the one during which it came
     */
    record Held(Incoming item, int reading) {}

    void add(Incoming item, int reading) {
        if (held.containsKey(item.id())) {
            return;
        }
        if (held.size() < bound && memory.reserve(item.heldBytes()).isEmpty()) {
            held.put(item.id(), new Held(item, reading));
        } else {
            leftBehind = true;
        }
    }

    /** A message has come and is not even held. */
    void leaveBehind() {
        leftBehind = true;
    }

    /** Whether anything has been left behind since the reading began. */
    boolean hasLeftBehind() {
        return leftBehind;
    }

    /** A reading begins, which brings all that was left behind. */
    void readingBegins() {
        leftBehind = false;
    }

    /** The one of this id, which is held no more; null if it was not. */
    @Nullable Incoming take(MessageId id) {
        Held one = held.remove(id);
        if (one == null) {
            return null;
        }
        memory.release(one.item.heldBytes());
        return one.item;
    }

    /** All; none is held then. */
    List<Held> takeAll() {
        List<Held> all = new ArrayList<>(held.values());
        clear();
        return all;
    }

    /** Forgets what is held: the inbox has it. */
    void clear() {
        held.values().forEach(one -> memory.release(one.item.heldBytes()));
        held.clear();
    }
}

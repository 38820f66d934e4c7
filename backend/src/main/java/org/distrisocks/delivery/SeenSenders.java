package org.distrisocks.delivery;

import java.util.LinkedHashMap;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.MemoryBudget;

/**
 * How far one subscription has come with each sender, by {@code seq}. Not safe for use by several threads.
 *
 * <p>So many senders at the most, and as many as the session has memory for; the one that was quiet longest is forgotten
 * first, which costs a look into the inbox when it writes again and nothing else.
 */
final class SeenSenders {

    /** Bytes of a sender with its name. */
    private static final int ENTRY = 256;

    private final int bound;
    private final MemoryBudget memory;
    private final LinkedHashMap<UserId, Long> last = new LinkedHashMap<>(4);

    SeenSenders(int bound, MemoryBudget memory) {
        this.bound = bound;
        this.memory = memory;
    }

    void saw(UserId sender, long seq) {
        long highest = Math.max(seq, last.getOrDefault(sender, 0L));
        boolean isNew = last.remove(sender) == null;
        last.put(sender, highest);
        if (isNew && (last.size() > bound || memory.reserve(ENTRY).isPresent())) {
            last.pollFirstEntry();
        }
    }

    /** Forgets all: the subscription is over. */
    void clear() {
        memory.release((long) ENTRY * last.size());
        last.clear();
    }

    /** Whether the sender's message of that {@code seq} is perhaps still to be given. */
    boolean isMissing(UserId sender, long seq) {
        return seq > last.getOrDefault(sender, 0L);
    }
}

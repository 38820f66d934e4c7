package org.distrisocks.delivery;

import java.util.LinkedHashMap;
import org.distrisocks.identity.UserId;

/**
 * How far one subscription has come with each sender, by {@code seq}. Not safe for use by several threads.
 *
 * <p>So many senders at the most; the one that was quiet longest is forgotten first, which costs a look into the inbox when
 * it writes again and nothing else.
 */
final class SeenSenders {

    private final int bound;
    private final LinkedHashMap<UserId, Long> last = new LinkedHashMap<>(4);

    SeenSenders(int bound) {
        this.bound = bound;
    }

    void saw(UserId sender, long seq) {
        long highest = Math.max(seq, last.getOrDefault(sender, 0L));
        last.remove(sender);
        last.put(sender, highest);
        if (last.size() > bound) {
            last.pollFirstEntry();
        }
    }

    /** Whether the sender's message of that {@code seq} is perhaps still to be given. */
    boolean isMissing(UserId sender, long seq) {
        return seq > last.getOrDefault(sender, 0L);
    }
}

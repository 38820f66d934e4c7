package org.distrisocks.session;

import java.util.LinkedHashMap;
import org.distrisocks.identity.MessageId;
import org.distrisocks.limit.MemoryBudget;

/**
 * The last status that one session has been shown of each of its latest messages; the oldest is forgotten first. The caller
 * sees to it that one thread uses it at a time.
 *
 * <p>As many as come while Kafka is away for some seconds: two ledgers send ticks then, one of them late.
 */
final class ShownStatuses {

    private static final int BOUND = 2_000;

    /** Bytes of an entry with its id. */
    private static final int BYTES = 128;

    private final LinkedHashMap<MessageId, Integer> ranks = new LinkedHashMap<>(4);

    /**
     * False if the session has been shown a later status.
     *
     * @param memory of the session; while it is tight no more are remembered than before
     */
    boolean advance(MessageId message, int rank, MemoryBudget memory) {
        Integer before = ranks.get(message);
        if (before != null && before > rank) {
            return false;
        }
        if (before == null && !makeRoom(memory)) {
            return true;
        }
        ranks.put(message, rank);
        return true;
    }

    private boolean makeRoom(MemoryBudget memory) {
        if (ranks.size() < BOUND && !memory.isTight() && memory.reserve(BYTES).isEmpty()) {
            return true;
        }
        return ranks.pollFirstEntry() != null;
    }
}

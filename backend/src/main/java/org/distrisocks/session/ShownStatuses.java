package org.distrisocks.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.distrisocks.identity.MessageId;

/**
 * How far each of the last messages has come, as one session has been told; the oldest is forgotten first. The caller
 * sees to it that one thread uses it at a time.
 */
final class ShownStatuses {

    private static final int BOUND = 200;

    private final Map<MessageId, Integer> ranks = new LinkedHashMap<>(4);

    /** False if that would go back: the session has been told of more. */
    boolean advance(MessageId message, int rank) {
        Integer before = ranks.get(message);
        if (before != null && before > rank) {
            return false;
        }
        ranks.put(message, rank);
        if (ranks.size() > BOUND) {
            ranks.remove(ranks.keySet().iterator().next());
        }
        return true;
    }
}

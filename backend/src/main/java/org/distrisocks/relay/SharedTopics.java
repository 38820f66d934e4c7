package org.distrisocks.relay;

import java.util.Set;

/** The topics that are no pod's own. */
public final class SharedTopics {

    /** Status events, for the ledgers of all pods. */
    static final String STATUSES = "message-status";

    /** What cannot be handled. */
    static final String DEAD_LETTERS = "dead-letters";

    /** Their names, for whoever deletes topics. */
    public static final Set<String> ALL = Set.of(STATUSES, DEAD_LETTERS);

    private SharedTopics() {}
}

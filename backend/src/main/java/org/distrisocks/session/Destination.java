package org.distrisocks.session;

import java.util.Arrays;
import java.util.Optional;

/** The destinations that a client may subscribe to; there are no others. Those of {@code /user} mean the user's own. */
public enum Destination {
    MESSAGES("/user/queue/messages"),
    STATUS("/user/queue/status"),
    CONVERSATIONS("/user/queue/conversations"),
    ERRORS("/user/queue/errors"),
    /** The state of the cluster, for operators; to all others it is a destination that does not exist. */
    CLUSTER("/topic/cluster");

    /** Where a client sends messages to. */
    static final String SEND = "/app/messages";

    /** Where a client sends a new token to; beside {@link #SEND} there is no other that SEND is allowed to. */
    static final String TOKEN = "/app/token";

    private final String path;

    Destination(String path) {
        this.path = path;
    }

    /** As it stands in frames, for example {@code /user/queue/messages}. */
    public String path() {
        return path;
    }

    static Optional<Destination> at(String path) {
        return Arrays.stream(values()).filter(d -> d.path.equals(path)).findFirst();
    }
}

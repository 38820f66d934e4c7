package org.distrisocks.session;

import java.util.Arrays;
import java.util.Optional;

/** The destinations that a client may subscribe to, each meaning the logged-in user's own; there are no others. */
public enum Destination {
    MESSAGES("/user/queue/messages"),
    STATUS("/user/queue/status"),
    ERRORS("/user/queue/errors");

    /** The one destination that a client may send to. */
    static final String SEND = "/app/messages";

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

package org.distrisocks.session.stomp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of STOMP 1.2; those of 1.0 and 1.1 are among them. */
public enum StompCommand {
    CONNECT,
    STOMP,
    SEND,
    SUBSCRIBE,
    UNSUBSCRIBE,
    ACK,
    NACK,
    BEGIN,
    COMMIT,
    ABORT,
    DISCONNECT,
    CONNECTED,
    MESSAGE,
    RECEIPT,
    ERROR;

    private static final Map<String, StompCommand> BY_NAME = new HashMap<>();

    static {
        for (StompCommand command : values()) {
            BY_NAME.put(command.name(), command);
        }
    }

    static @Nullable StompCommand named(String name) {
        return BY_NAME.get(name);
    }

    /** STOMP 1.2, "Body": only SEND, MESSAGE and ERROR may have one. In 1.0 others may too, which means nothing. */
    boolean mayHaveBody() {
        return this == SEND || this == MESSAGE || this == ERROR;
    }

    /** STOMP 1.2, "Value Encoding": CONNECT and CONNECTED are not escaped, for the sake of 1.0. */
    boolean isEscaped() {
        return this != CONNECT && this != STOMP && this != CONNECTED;
    }
}

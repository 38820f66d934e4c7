package org.distrisocks.session.stomp;

import org.jspecify.annotations.Nullable;

/** What the peer did is no STOMP, or nothing that this server allows: it gets an ERROR frame with this message. */
public class StompProtocolException extends RuntimeException {

    private final @Nullable String receipt;

    public StompProtocolException(String message) {
        this(message, null);
    }

    private StompProtocolException(String message, @Nullable String receipt) {
        super(message);
        this.receipt = receipt;
    }

    /** The {@code receipt} of a frame that could not be read to its end; null if it had none so far. */
    public @Nullable String receipt() {
        return receipt;
    }

    StompProtocolException in(StompHeaders headers) {
        return new StompProtocolException(String.valueOf(getMessage()), headers.first("receipt"));
    }
}

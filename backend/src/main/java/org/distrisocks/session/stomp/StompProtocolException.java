package org.distrisocks.session.stomp;

/** What the peer did is no STOMP, or nothing that this server allows: it gets an ERROR frame with this message. */
public class StompProtocolException extends RuntimeException {

    public StompProtocolException(String message) {
        super(message);
    }
}

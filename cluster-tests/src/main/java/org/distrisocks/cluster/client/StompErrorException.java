package org.distrisocks.cluster.client;

/** The server answered with an ERROR frame; the message is the frame's. */
public final class StompErrorException extends RuntimeException {

    public StompErrorException(String reason) {
        super(reason);
    }
}

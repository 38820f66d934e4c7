package org.distrisocks.session;

import org.distrisocks.session.stomp.StompProtocolException;
import org.jspecify.annotations.Nullable;

/** When a message counts as received (STOMP 1.2, "SUBSCRIBE ack Header"). */
enum AckMode {
    /** When it has been written to the socket. */
    AUTO,
    /** When the client acknowledges it or a later one of the same subscription. */
    CLIENT,
    /** When the client acknowledges it. */
    CLIENT_INDIVIDUAL;

    static AckMode parse(@Nullable String header) {
        return switch (header) {
            case null -> AUTO;
            case "auto" -> AUTO;
            case "client" -> CLIENT;
            case "client-individual" -> CLIENT_INDIVIDUAL;
            default -> throw new StompProtocolException("ack must be auto, client or client-individual");
        };
    }
}

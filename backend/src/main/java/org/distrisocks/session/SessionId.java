package org.distrisocks.session;

/** The name of one STOMP connection, unique over all pods; the {@code session} header of CONNECTED. */
public record SessionId(String value) {

    @Override
    public String toString() {
        return value;
    }
}

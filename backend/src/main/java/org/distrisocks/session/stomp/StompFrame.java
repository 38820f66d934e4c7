package org.distrisocks.session.stomp;

import org.jspecify.annotations.Nullable;

/**
 * One frame.
 *
 * @param body the octets between the blank line and the closing NUL; empty if there are none
 */
public record StompFrame(StompCommand command, StompHeaders headers, byte[] body) {

    /** Bytes of the frame and its arrays. */
    private static final int OBJECTS = 160;

    /** About as many bytes as it takes of the heap. */
    public long heldBytes() {
        return OBJECTS + body.length + headers.heldBytes();
    }

    /** The value of the first header of that name, or null if there is none. */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /**
     * The value of a header that must be there.
     *
     * @throws StompProtocolException if it is not
     */
    public String required(String name) {
        String value = headers.first(name);
        if (value == null) {
            throw new StompProtocolException(command + " needs the header " + name);
        }
        return value;
    }
}

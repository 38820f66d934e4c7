package org.distrisocks.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * The server's name of a message: a UUID of version 7, made by {@link MessageIdGenerator}.
 *
 * @param value for example {@code 0199c2f4-7a31-7c3e-9d1b-4b1f5a6c7d8e}
 */
public record MessageId(UUID value) {

    /**
     * @throws InvalidIdException if the text is not a UUID
     */
    public static MessageId parse(String text) {
        try {
            return new MessageId(UUID.fromString(text));
        } catch (IllegalArgumentException notAUuid) {
            throw new InvalidIdException("message id", "must be a UUID");
        }
    }

    /** When the pod that took the message made this id, by that pod's clock, to the millisecond (RFC 9562, section 5.7). */
    public Instant madeAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

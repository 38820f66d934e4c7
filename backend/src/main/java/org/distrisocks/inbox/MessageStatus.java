package org.distrisocks.inbox;

/** How far a message has come; it only moves forward, and may skip SENT. */
public enum MessageStatus {
    /** The row is committed. */
    NONE,
    /** Kafka has acknowledged it on a pod where the receiver has a session. */
    SENT,
    /** A session of the receiver has got it. */
    DELIVERED;

    private static final MessageStatus[] BY_CODE = values();

    /** The value of the column {@code status}: 0, 1 or 2. */
    short code() {
        return (short) ordinal();
    }

    static MessageStatus ofCode(int code) {
        return BY_CODE[code];
    }
}

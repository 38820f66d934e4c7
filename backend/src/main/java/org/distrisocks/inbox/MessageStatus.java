package org.distrisocks.inbox;

/** How far a message has come; it only moves forward, and may skip SENT. */
public enum MessageStatus {
    /** The row is committed. */
    NONE(0),
    /** Kafka has acknowledged it on a pod where the receiver has a session. */
    SENT(1),
    /** A session of the receiver has got it. */
    DELIVERED(2);

    private static final MessageStatus[] BY_CODE = values();

    private final short code;

    MessageStatus(int code) {
        this.code = (short) code;
    }

    /** The value of the column {@code status}: 0, 1 or 2. A later status has a greater code. */
    public short code() {
        return code;
    }

    /** The status that has this {@link #code}. */
    public static MessageStatus ofCode(int code) {
        return BY_CODE[code];
    }
}

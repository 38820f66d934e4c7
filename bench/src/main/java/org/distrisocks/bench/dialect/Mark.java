package org.distrisocks.bench.dialect;

/** What happens to a message after SEND, as its two users see it. */
public enum Mark {
    /** The sender has the RECEIPT. */
    RECEIPT(1),
    /** The receiver has the MESSAGE. */
    MESSAGE(2),
    /** The sender has the tick DELIVERED. */
    DELIVERED(4);

    private final int bit;

    Mark(int bit) {
        this.bit = bit;
    }

    /** A bit of its own. */
    public int bit() {
        return bit;
    }
}

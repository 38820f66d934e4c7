package org.distrisocks.bench.dialect;

/** What happens to a message after SEND, as its two users see it. */
public enum Mark {
    /** The sender has the RECEIPT. */
    RECEIPT,
    /** The receiver has the MESSAGE. */
    MESSAGE,
    /** The sender has the tick DELIVERED. */
    DELIVERED;

    /** A bit of its own. */
    public int bit() {
        return 1 << ordinal();
    }
}

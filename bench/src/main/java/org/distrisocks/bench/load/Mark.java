package org.distrisocks.bench.load;

/** What happens to a message after SEND, as its two users see it. */
public enum Mark {
    /** The sender has the RECEIPT. */
    RECEIPT,
    /** The receiver has the MESSAGE. */
    MESSAGE,
    /** The sender has the tick DELIVERED. */
    DELIVERED;

    int bit() {
        return 1 << ordinal();
    }
}

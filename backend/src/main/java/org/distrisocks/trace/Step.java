package org.distrisocks.trace;

/** What a pod can tell of a message that is followed, in the order of DESIGN §6. */
public enum Step {
    /** The row is committed; detail {@code batch}: how many messages the lane stored with it. */
    STORED,
    /** The receiver's pods are chosen; detail {@code to}: their ids with blanks between, empty if there are none. */
    ROUTED,
    /** Kafka has acknowledged an envelope; details {@code topic}, {@code partition}, {@code offset}. */
    PUBLISHED,
    /** The receiver's pod has read the envelope from its topic. */
    CONSUMED,
    /** The MESSAGE frame is on the receiver's socket. */
    WRITTEN,
    /** The receiver's client has acknowledged it. */
    ACKED,
    /** A tick is on its way to the sender's sockets; detail {@code status}. */
    TICKED
}

package org.distrisocks.bench.load;

/** How messages are sent. */
public sealed interface Load {

    /**
     * Each pair keeps messages in flight: the next is sent when one has all that is expected of it.
     *
     * @param perPair 1 or more
     */
    record Closed(int perPair) implements Load {}

    /**
     * Messages are sent at even intervals, whatever comes back, by the pairs in turn. Times run from when a message should
     * have been sent.
     *
     * @param perSecond of all pairs together, 1 or more
     */
    record Open(int perSecond) implements Load {}
}

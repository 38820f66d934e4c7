package org.distrisocks.cluster.history;

/**
 * Something that a client did or saw; {@code at} is {@link System#nanoTime()}. A message is known by its token, a client
 * id that is its payload as well, so that no server can lose it.
 */
public sealed interface Event {

    long at();

    /**
     * A SEND, the first of this token.
     *
     * @param number grows by one with each message of this sender to this receiver
     */
    record Sent(long at, String token, String sender, String receiver, long number) implements Event {}

    /** The same SEND once more. */
    record SentAgain(long at, String token) implements Event {}

    /** The RECEIPT of a SEND. */
    record Receipted(long at, String token) implements Event {}

    /** A problem instead of a RECEIPT. */
    record Refused(long at, String token, String type) implements Event {}

    /** A MESSAGE was read. */
    record Seen(long at, String session, String receiver, String messageId, String token, boolean redelivered)
            implements Event {}

    /** A tick was read. */
    record Ticked(long at, String session, String messageId, String status) implements Event {}

    /** A session is open and subscribed. */
    record Opened(long at, String session, String user, String url) implements Event {}

    /** A session has ended. */
    record Closed(long at, String session) implements Event {}
}

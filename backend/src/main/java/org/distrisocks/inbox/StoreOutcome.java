package org.distrisocks.inbox;

/** What became of a message that was to be stored. */
public sealed interface StoreOutcome {

    /**
     * It is committed now.
     *
     * @param behind the {@link StoredMessage#seq()} of the same sender's last message to the same receiver, if that is not
     *     DELIVERED yet and so has to be seen before; 0 if there is none
     */
    record Stored(StoredMessage message, long behind) implements StoreOutcome {}

    /** It was committed before, under the same {@code client_id} and with the same receiver and payload. */
    record Repeated(StoredMessage message) implements StoreOutcome {}

    /** The sender has used its {@code client_id} for another message; nothing is stored. */
    record ClientIdReused() implements StoreOutcome {}

    /** There is no such receiver; nothing is stored. */
    record UnknownReceiver() implements StoreOutcome {}
}

package org.distrisocks.inbox;

/** What became of a message that was to be stored. */
public sealed interface StoreOutcome {

    /** It is committed now. */
    record Stored(StoredMessage message) implements StoreOutcome {}

    /** It was committed before, under the same {@code client_id} and with the same receiver and payload. */
    record Repeated(StoredMessage message) implements StoreOutcome {}

    /** The sender has used its {@code client_id} for another message; nothing is stored. */
    record ClientIdReused() implements StoreOutcome {}

    /** There is no such receiver; nothing is stored. */
    record UnknownReceiver() implements StoreOutcome {}
}

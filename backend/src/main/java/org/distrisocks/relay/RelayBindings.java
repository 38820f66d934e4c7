package org.distrisocks.relay;

/** The names of the bindings in {@code application.yml} that code sends to. */
final class RelayBindings {

    /** One binding for all pods' topics: the record's header names the topic. */
    static final String ENVELOPES = "envelopes-out-0";

    /** Status events that no functional bean returns. */
    static final String STATUSES = "statuses-out-0";

    /** What cannot be handled. */
    static final String DEAD_LETTERS = "dead-letters-out-0";

    /** The consumers of {@code message-status} in this pod. */
    static final String LEDGER = "ledger-in-0";

    /** The consumers of {@code message-status}, of all pods. */
    static final String LEDGER_GROUP = "ledger";

    private RelayBindings() {}
}

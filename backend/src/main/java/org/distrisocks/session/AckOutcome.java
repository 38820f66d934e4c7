package org.distrisocks.session;

/** What became of the acknowledgement of messages. */
enum AckOutcome {
    /** It is durable that the client has them. */
    RECORDED,
    /** It is not, and nothing more is tried for this ACK. */
    NOT_RECORDED
}

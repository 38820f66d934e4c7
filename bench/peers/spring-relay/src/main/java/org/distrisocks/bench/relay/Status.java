package org.distrisocks.bench.relay;

/** How far a message has come; only forward. */
enum Status {
    NONE,
    SENT,
    DELIVERED
}

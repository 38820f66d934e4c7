package org.distrisocks.relay;

/** What became of a report of statuses. */
public enum StatusOutcome {
    /** Kafka has the event, or the rows are updated. */
    RECORDED,
    /** Neither Kafka nor PostgreSQL took it in time. The messages wait in the inbox, and the sweep may report them again. */
    LOST
}

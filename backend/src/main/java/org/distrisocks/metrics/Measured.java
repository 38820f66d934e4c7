package org.distrisocks.metrics;

/**
 * Every gauge, size and time of a pod beside what it {@linkplain Counted counts}, by its Micrometer name; Prometheus writes
 * {@code .} as {@code _} and adds {@code _seconds} to times. {@code distrisocks.part.up} is kept in {@code part}.
 */
public enum Measured {
    /** Gauge: sessions connected to this pod. */
    SESSIONS("distrisocks.sessions"),
    /** Gauge: users with a session on this pod, which is what this pod has in presence. */
    PRESENT("distrisocks.presence.users"),
    /** Gauge: messages that wait to be stored; tag {@code lane}, from 0. */
    WAITING("distrisocks.lane.waiting", "lane"),
    /** Gauge: bytes that clients make this pod hold, as far as they are budgeted. */
    MEMORY_USED("distrisocks.memory.used.bytes"),
    /** Gauge: bytes of which that is refused, {@code distrisocks.limits.pod-memory}. */
    MEMORY_BOUND("distrisocks.memory.bound.bytes"),
    /** Gauge, seconds: age of the oldest message for a user connected here, by the last sweep; 0 if none is old. */
    INBOX_AGE("distrisocks.inbox.age.seconds"),
    /** Sizes: messages or events handled at once; tag {@code stage}: {@code store}, {@code relay}, {@code ledger}. */
    BATCH("distrisocks.batch.size", "stage"),
    /** Time from SEND to the commit. */
    TO_STORED("distrisocks.messages.to.stored"),
    /** Time from SEND to Kafka's word that it is on the receiver's pod. */
    TO_SENT("distrisocks.messages.to.sent"),
    /** Time from SEND to the frame on the receiver's socket, of messages that came by Kafka. */
    TO_DELIVERED("distrisocks.messages.to.delivered");

    private final String meter;
    private final String tag;

    Measured(String meter) {
        this(meter, "");
    }

    Measured(String meter, String tag) {
        this.meter = meter;
        this.tag = tag;
    }

    String meter() {
        return meter;
    }

    String tag() {
        return tag;
    }
}

package org.distrisocks.metrics;

/** Every counter of a pod, by its Micrometer name; Prometheus writes {@code .} as {@code _} and adds {@code _total}. */
public enum Counted {
    /** SENDs that were checked and put into a lane. */
    ACCEPTED("distrisocks.messages.accepted"),
    /** Messages that this pod has committed. */
    STORED("distrisocks.messages.stored"),
    /** SENDs that were not taken; tag {@code problem}, for example {@code storage-unavailable}. */
    REFUSED("distrisocks.messages.refused", "problem"),
    /** Messages put on the way to a receiver on that pod; tag {@code pod}. */
    ROUTED("distrisocks.messages.routed", "pod"),
    /** Messages that moved to SENT by this pod's ledger. */
    SENT("distrisocks.messages.sent"),
    /** Messages that moved to DELIVERED by this pod's ledger. */
    DELIVERED("distrisocks.messages.delivered"),
    /** Messages written with {@code redelivered:true}. */
    REDELIVERED("distrisocks.messages.redelivered"),
    /** Messages that the sweep gave to a session, since the fast path had not. */
    SWEPT("distrisocks.sweep.given"),
    /** Messages that were written before and are reported as DELIVERED again, since the row does not know. */
    REPORTED_AGAIN("distrisocks.sweep.reported"),
    /** Messages that came by the fast path before an older one of their sender, and waited until the inbox was read. */
    GAPS("distrisocks.delivery.gaps"),
    /** Records that are on the dead-letter topic; tag {@code topic}, where they were met. */
    DEAD_LETTERS("distrisocks.dead.letters", "topic"),
    /** Envelopes and status events that Kafka did not take. */
    NOT_PUBLISHED("distrisocks.relay.lost"),
    /** Messages whose status this pod has written to PostgreSQL itself, since Kafka did not take the event. */
    STATUSES_DIRECT("distrisocks.statuses.direct"),
    /** Messages whose status neither Kafka nor PostgreSQL took in time. */
    STATUSES_LOST("distrisocks.statuses.lost"),
    /** Topics of dead pods that the janitor has deleted. */
    TOPICS_DELETED("distrisocks.janitor.deleted"),
    /** What was seen of messages that are followed and could not be kept. */
    TRACES_DROPPED("distrisocks.trace.dropped"),
    /** What was refused, or cut off, for a limit; tag {@code limit}, for example {@code send-rate}. */
    LIMITS_REACHED("distrisocks.limits.reached", "limit"),
    /** Logins by password that were refused; tag {@code reason}: {@code wrong}, {@code throttled}, {@code busy}. */
    LOGINS_REFUSED("distrisocks.logins.refused", "reason"),
    /** Sessions that the server has closed; tag {@code reason}, for example {@code not-reading}. */
    SESSIONS_CLOSED("distrisocks.sessions.closed", "reason");

    private final String meter;
    private final String tag;

    Counted(String meter) {
        this(meter, "");
    }

    Counted(String meter, String tag) {
        this.meter = meter;
        this.tag = tag;
    }

    String meter() {
        return meter;
    }

    String tag() {
        return tag;
    }

    boolean isTagged() {
        return !tag.isEmpty();
    }
}

package org.distrisocks.cluster.thirdparty;

/** What each client does, in this order. All but {@link #DELIVERED} are told by the client. */
enum Step {
    VERSION("version"),
    /** An ERROR for a wrong password, and the end of the connection. */
    REFUSED("wrong password"),
    /** The receiver, on one pod. */
    PASSWORD("password"),
    /** The sender, on the other. */
    TOKEN("token"),
    /** Of messages to the receiver. */
    RECEIPTS("receipts"),
    IN_ORDER("in order"),
    /** Each with a receipt. */
    ACKS("ACKs"),
    /** The rows, before the close. */
    DELIVERED("rows DELIVERED"),
    /** The pod of the receiver stops. */
    CLOSED("closed by the server"),
    SENT_MEANWHILE("sent meanwhile"),
    /** To the same pod, which has started again. */
    BACK("back"),
    /** What was sent meanwhile has come, and nothing before it. */
    CAUGHT_UP("caught up");

    private final String heading;

    Step(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}

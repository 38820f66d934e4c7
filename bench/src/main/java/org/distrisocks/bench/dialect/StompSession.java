package org.distrisocks.bench.dialect;

import static org.distrisocks.bench.wire.Octets.ascii;

import java.util.List;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.FrameHandler;
import org.distrisocks.bench.wire.StompFrame;

/**
 * Over STOMP. The ids of subscriptions tell what a MESSAGE is: {@code messages}, {@code status} for ticks, {@code errors} for
 * problems.
 */
final class StompSession extends Session implements FrameHandler {

    private static final byte[] CONNECTED = ascii("CONNECTED");
    private static final byte[] RECEIPT = ascii("RECEIPT");
    private static final byte[] ERROR = ascii("ERROR");
    private static final byte[] RECEIPT_ID = ascii("receipt-id");
    private static final byte[] SUBSCRIPTION = ascii("subscription");
    private static final byte[] MESSAGES = ascii("messages");
    private static final byte[] STATUS = ascii("status");
    private static final byte[] ERRORS = ascii("errors");
    private static final byte[] REDELIVERED = ascii("redelivered");
    private static final byte[] ACK = ascii("ack");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] ID_FIELD = ascii(Dialect.ID_FIELD);
    private static final byte[] DELIVERED = ascii("\"status\":\"DELIVERED\"");
    private static final byte[] SENT = ascii("\"status\":\"SENT\"");

    /** What a server does in its own way. */
    enum Answers {
        USUAL,
        /** It gives no RECEIPT for a SEND; its tick SENT stands for that. */
        SENT_FOR_RECEIPT,
        /** It keeps a message until its reader has sent an ACK. */
        WANTS_ACKS
    }

    private final String connect;
    private final List<String> subscriptions;
    private final Answers answers;
    private int receipts;

    /**
     * @param connect without its NUL
     * @param subscriptions each asks for a RECEIPT; without their NUL
     * @param answers what is special about the server
     */
    StompSession(String connect, List<String> subscriptions, Answers answers) {
        this.connect = connect + '\0';
        this.subscriptions = subscriptions;
        this.answers = answers;
    }

    @Override
    void greet(Connection to) {
        to.send(connect);
    }

    @Override
    public void received(Connection from, StompFrame frame, long nanos) {
        if (frame.is(ERROR)) {
            from.close(frame.toString());
        } else if (isReady()) {
            live(frame, nanos);
        } else if (frame.is(CONNECTED)) {
            subscriptions.forEach(subscription -> from.send(subscription + '\0'));
            readyWhenSubscribed();
        } else if (frame.is(RECEIPT)) {
            receipts++;
            readyWhenSubscribed();
        } else {
            from.close(frame.toString());
        }
    }

    private void readyWhenSubscribed() {
        if (receipts == subscriptions.size()) {
            becomeReady();
        }
    }

    private void live(StompFrame frame, long nanos) {
        byte[] octets = frame.octets();
        if (frame.is(RECEIPT)) {
            listener().seen(Mark.RECEIPT, octets, frame.header(RECEIPT_ID), false, nanos);
        } else if (frame.has(SUBSCRIPTION, MESSAGES)) {
            if (answers == Answers.WANTS_ACKS) {
                connection().send("ACK\nid:" + frame.text(ACK) + "\n\n\0");
            }
            listener().seen(Mark.MESSAGE, octets, frame.behind(ID_FIELD), frame.has(REDELIVERED, TRUE), nanos);
        } else if (frame.has(SUBSCRIPTION, STATUS)) {
            if (frame.behind(DELIVERED) >= 0) {
                listener().seen(Mark.DELIVERED, octets, frame.behind(ID_FIELD), false, nanos);
            } else if (answers == Answers.SENT_FOR_RECEIPT && frame.behind(SENT) >= 0) {
                listener().seen(Mark.RECEIPT, octets, frame.behind(ID_FIELD), false, nanos);
            }
        } else if (frame.has(SUBSCRIPTION, ERRORS)) {
            listener().refused(frame.toString());
        } else {
            listener().unknown();
        }
    }
}

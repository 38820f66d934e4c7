package org.distrisocks.bench.load;

import static org.distrisocks.bench.wire.StompFrame.ascii;

import org.distrisocks.bench.wire.StompFrame;

/** Two users of whom one writes to the other. But for the sessions, for the thread of the loop. */
final class Pair {

    private static final byte[] RECEIPT = ascii("RECEIPT");
    private static final byte[] MESSAGE = ascii("MESSAGE");
    private static final byte[] RECEIPT_ID = ascii("receipt-id");
    private static final byte[] SUBSCRIPTION = ascii("subscription");
    private static final byte[] MESSAGES = ascii("messages");
    private static final byte[] STATUS = ascii("status");
    private static final byte[] ERRORS = ascii("errors");
    private static final byte[] REDELIVERED = ascii("redelivered");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] CLIENT_ID = ascii("\"client_id\":\"");
    private static final byte[] DELIVERED = ascii("\"status\":\"DELIVERED\"");

    private static final int LONGEST_NUMBER = 19;

    private final Session sender;
    private final byte[] tag;
    private final byte[] head;
    private final byte[] before;
    private final byte[] after;
    private final byte[] frame;
    private final Ledger ledger;
    private final Tally tally;
    private int inFlight;

    /**
     * @param tag begins the client's id of each message, and is no other pair's
     * @param to the number of the receiving user
     */
    Pair(Session sender, Session receiver, Dialect dialect, String tag, int to, int size, Tally tally) {
        this.sender = sender;
        this.tally = tally;
        this.ledger = new Ledger(dialect.expected(), tally);
        Dialect.Body body = dialect.body(to, size);
        this.tag = ascii(tag + '.');
        head = ascii(dialect.sendHead(to) + "receipt:");
        before = ascii("\n\n" + body.before());
        after = ascii(body.after() + '\0');
        frame = new byte[head.length + before.length + after.length + 2 * (this.tag.length + LONGEST_NUMBER)];
        sender.listen(this::toSender);
        receiver.listen(this::toReceiver);
    }

    /** Keeps this many messages in flight from now on; 0 ends that. */
    void keepInFlight(int messages) {
        inFlight = messages;
        fill();
    }

    /** @param intended when it should be sent, in nanoseconds */
    void send(long intended) {
        byte[] number = ascii(Long.toString(ledger.begin(intended)));
        int at = 0;
        for (byte[] part : new byte[][] {head, tag, number, before, tag, number, after}) {
            System.arraycopy(part, 0, frame, at, part.length);
            at += part.length;
        }
        sender.connection().send(frame, at);
    }

    Ledger ledger() {
        return ledger;
    }

    private void toSender(StompFrame received, long now) {
        if (received.is(RECEIPT)) {
            seen(Mark.RECEIPT, received, received.header(RECEIPT_ID), now);
        } else if (received.has(SUBSCRIPTION, STATUS)) {
            if (received.behind(DELIVERED) >= 0) {
                seen(Mark.DELIVERED, received, received.behind(CLIENT_ID), now);
            }
        } else if (received.has(SUBSCRIPTION, ERRORS)) {
            tally.refused(received.toString());
        } else {
            tally.foreign++;
        }
    }

    private void toReceiver(StompFrame received, long now) {
        if (received.is(MESSAGE) && received.has(SUBSCRIPTION, MESSAGES)) {
            seen(Mark.MESSAGE, received, received.behind(CLIENT_ID), now);
        } else {
            tally.foreign++;
        }
    }

    private void seen(Mark mark, StompFrame received, int at, long now) {
        long number = at >= 0 && received.matches(at, tag) ? received.digits(at + tag.length) : -1;
        boolean repeat = mark == Mark.MESSAGE && received.has(REDELIVERED, TRUE);
        long intended = ledger.seen(mark, number, repeat);
        if (intended != Ledger.NOT_FIRST) {
            tally.happened(mark, intended, now);
            fill();
        }
    }

    private void fill() {
        while (ledger.inFlight() < inFlight) {
            send(System.nanoTime());
        }
    }
}

package org.distrisocks.bench.load;

import static org.distrisocks.bench.wire.Octets.ascii;

import java.util.EnumSet;
import java.util.Set;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.bench.dialect.Mark;
import org.distrisocks.bench.dialect.SendTemplate;
import org.distrisocks.bench.dialect.Session;
import org.distrisocks.bench.wire.Octets;

/** Two users of whom one writes to the other. But for the sessions, for the thread of the loop. */
final class Pair {

    private final Session sender;
    private final byte[] tag;
    private final SendTemplate template;
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
        this.tag = ascii(tag + '.');
        ledger = new Ledger(dialect.expected(), tally);
        template = new SendTemplate(dialect.send(to, size), tag + '.');
        sender.listen(new Side(EnumSet.of(Mark.RECEIPT, Mark.DELIVERED)));
        receiver.listen(new Side(EnumSet.of(Mark.MESSAGE)));
    }

    /** Keeps this many messages in flight from now on; 0 ends that. */
    void keepInFlight(int messages) {
        inFlight = messages;
        fill();
    }

    /** @param intended when it should be sent, in nanoseconds */
    void send(long intended) {
        byte[] message = template.fill(ledger.begin(intended));
        sender.connection().send(message, template.size());
    }

    Ledger ledger() {
        return ledger;
    }

    private void fill() {
        while (ledger.inFlight() < inFlight) {
            send(System.nanoTime());
        }
    }

    /** What one of the two is told. */
    private final class Side implements Session.Listener {

        private final Set<Mark> own;

        Side(Set<Mark> own) {
            this.own = own;
        }

        @Override
        public void seen(Mark mark, byte[] octets, int at, boolean repeat, long nanos) {
            if (!own.contains(mark)) {
                tally.foreign++;
                return;
            }
            long number = Octets.matches(octets, at, tag) ? Octets.digits(octets, at + tag.length) : -1;
            long intended = ledger.seen(mark, number, repeat);
            if (intended != Ledger.NOT_FIRST) {
                tally.happened(mark, intended, nanos);
                fill();
            }
        }

        @Override
        public void refused(String problem) {
            tally.refused(problem);
        }

        @Override
        public void unknown() {
            tally.foreign++;
        }
    }
}

package org.distrisocks.bench.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.distrisocks.bench.dialect.Mark;

/**
 * What a server did that it may not do, of one load; all 0 is as it should be.
 *
 * @param lost messages, receipts or ticks that never came
 * @param messagesTwice that came again, without a word that they might have come before
 * @param receiptsTwice that came again
 * @param ticksTwice that came again
 * @param outOfOrder messages that came after a later one of their sender
 * @param foreign frames about a message that was not sent, or not by this user
 * @param refused problems in answer to a SEND
 * @param repeats messages that came again and said so, which is allowed
 */
public record Broken(
        long lost,
        long messagesTwice,
        long receiptsTwice,
        long ticksTwice,
        long outOfOrder,
        long foreign,
        long refused,
        long repeats) {

    static Broken of(Tally tally, Collection<Ledger> ledgers) {
        long lost = 0;
        for (Mark mark : Mark.values()) {
            lost += ledgers.stream().mapToLong(ledger -> ledger.missing(mark)).sum();
        }
        return new Broken(
                lost,
                tally.seenTwice(Mark.MESSAGE),
                tally.seenTwice(Mark.RECEIPT),
                tally.seenTwice(Mark.DELIVERED),
                tally.outOfOrder,
                tally.foreign,
                tally.refused(),
                tally.repeats);
    }

    public boolean isNothing() {
        return lost + messagesTwice + receiptsTwice + ticksTwice + outOfOrder + foreign + refused == 0;
    }

    /** What is not 0: {@code 3 lost, 1 message twice}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (isNothing()) {
            parts.add("none lost, twice or out of order");
        }
        add(parts, lost, "lost");
        add(parts, messagesTwice, "messages twice");
        add(parts, receiptsTwice, "receipts twice");
        add(parts, ticksTwice, "ticks twice");
        add(parts, outOfOrder, "out of order");
        add(parts, foreign, "foreign");
        add(parts, refused, "refused");
        add(parts, repeats, "redelivered");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}

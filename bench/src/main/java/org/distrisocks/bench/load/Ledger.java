package org.distrisocks.bench.load;

import java.util.Set;
import org.distrisocks.bench.dialect.Mark;

/**
 * What became of the messages of one pair, by their numbers 0, 1, 2 … Remembers the last {@value #WINDOW}; for one thread.
 */
final class Ledger {

    /** So many messages may be sent after one that is not complete. */
    static final int WINDOW = 1 << 14;

    /** Answers of {@link #seen}: nothing to measure. */
    static final long NOT_FIRST = -1;

    private final int complete;
    private final Tally tally;
    private final long[] intended = new long[WINDOW];
    private final byte[] marks = new byte[WINDOW];
    private long sent;
    private long newest = -1;
    private int inFlight;

    /**
     * @param expected what has to happen to each message
     * @param tally gets the counts
     */
    Ledger(Set<Mark> expected, Tally tally) {
        this.complete = expected.stream().mapToInt(Mark::bit).sum();
        this.tally = tally;
    }

    /**
     * A message is about to be sent.
     *
     * @param nanos when it should be sent, which may be in the past
     * @return its number
     * @throws IllegalStateException if the server is {@value #WINDOW} messages behind
     */
    long begin(long nanos) {
        int slot = slot(sent);
        if (sent >= WINDOW && marks[slot] != complete) {
            throw new IllegalStateException(
                    "a pair has sent " + WINDOW + " messages since one that did not arrive: the rate is too high");
        }
        intended[slot] = nanos;
        marks[slot] = 0;
        inFlight++;
        return sent++;
    }

    /**
     * Something has happened to a message.
     *
     * @param repeat whether the server says that it may have happened before, which it may then
     * @return when it was intended, in nanoseconds; {@link #NOT_FIRST} if this has happened before or the message was
     *     never sent, which is counted
     */
    long seen(Mark mark, long number, boolean repeat) {
        if (number < 0 || number >= sent) {
            tally.foreign++;
            return NOT_FIRST;
        }
        int slot = slot(number);
        if (number < sent - WINDOW || (marks[slot] & mark.bit()) != 0) {
            tally.twice(mark, repeat);
            return NOT_FIRST;
        }
        if (mark == Mark.MESSAGE) {
            if (number < newest) {
                tally.outOfOrder++;
            }
            newest = Math.max(newest, number);
        }
        marks[slot] |= (byte) mark.bit();
        if (marks[slot] == complete) {
            inFlight--;
        }
        return intended[slot];
    }

    /** Messages to which not all has happened yet. */
    int inFlight() {
        return inFlight;
    }

    long sent() {
        return sent;
    }

    /** How many messages still miss this; each of them is lost if nothing more comes. */
    long missing(Mark mark) {
        if ((complete & mark.bit()) == 0) {
            return 0;
        }
        long missing = 0;
        for (long number = Math.max(0, sent - WINDOW); number < sent; number++) {
            if ((marks[slot(number)] & mark.bit()) == 0) {
                missing++;
            }
        }
        return missing;
    }

    private static int slot(long number) {
        return (int) (number & WINDOW - 1);
    }
}

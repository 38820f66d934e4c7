package org.distrisocks.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server did that it may not do, of one load; all 0 is as it should be.
 *
 * @param lost messages, receipts or ticks that never came
 * @param twice messages, receipts or ticks that came again
 * @param outOfOrder messages that came after a later one of their sender
 * @param foreign frames about a message that was not sent, or not by this user
 * @param refused problems in answer to a SEND
 */
public record Broken(long lost, long twice, long outOfOrder, long foreign, long refused) {

    public boolean isNothing() {
        return lost + twice + outOfOrder + foreign + refused == 0;
    }

    /** What is not 0: {@code 3 lost, 1 twice}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, lost, "lost");
        add(parts, twice, "twice");
        add(parts, outOfOrder, "out of order");
        add(parts, foreign, "foreign");
        add(parts, refused, "refused");
        return parts.isEmpty() ? "none lost, twice or out of order" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}

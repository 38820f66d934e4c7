package org.distrisocks.cluster.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run came to. The lists name what is wrong, a line each; all are empty after a good run.
 *
 * @param sent SENDs, each token once
 * @param acknowledged those with a RECEIPT
 * @param undelivered rows that are not DELIVERED
 * @param repeatsElsewhere messages that another session of the receiver had seen before, without the flag; no fault for
 *     a receiver with several devices
 * @param unanswered sent and never RECEIPTed
 * @param lost RECEIPTed and never read by its receiver
 * @param withoutRow RECEIPTed and not stored
 * @param misdelivered read by somebody else than its receiver, or with another text than its row has
 * @param seenTwice read twice in one session, the second time without {@code redelivered:true}
 * @param outOfOrder read, or stored, after a later one of the same sender and receiver
 * @param statusBackwards ticks of one session that went back
 * @param falseDelivered DELIVERED in the row, or in a tick, and read by no session of the receiver
 * @param twoRows tokens that were stored more than once
 */
public record Verdict(
        int sent,
        int acknowledged,
        int undelivered,
        int repeatsElsewhere,
        List<String> unanswered,
        List<String> lost,
        List<String> withoutRow,
        List<String> misdelivered,
        List<String> seenTwice,
        List<String> outOfOrder,
        List<String> statusBackwards,
        List<String> falseDelivered,
        List<String> twoRows) {

    private static final int EXAMPLES = 3;
    private static final int LONGEST = 100;

    /** A line for each kind of fault that was found, with examples; empty after a good run. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (sent == 0) {
            faults.add("nothing was sent");
        }
        if (undelivered > 0) {
            faults.add(undelivered + " not DELIVERED");
        }
        describe(faults, "without RECEIPT", unanswered);
        describe(faults, "lost", lost);
        describe(faults, "RECEIPT without row", withoutRow);
        describe(faults, "misdelivered", misdelivered);
        describe(faults, "seen twice", seenTwice);
        describe(faults, "out of order", outOfOrder);
        describe(faults, "status backwards", statusBackwards);
        describe(faults, "false DELIVERED", falseDelivered);
        describe(faults, "two rows", twoRows);
        return faults;
    }

    private static void describe(List<String> faults, String kind, List<String> found) {
        if (!found.isEmpty()) {
            List<String> examples = found.stream()
                    .limit(EXAMPLES)
                    .map(example -> example.length() > LONGEST ? example.substring(0, LONGEST) + "…" : example)
                    .toList();
            faults.add("%d %s: %s".formatted(found.size(), kind, String.join(", ", examples)));
        }
    }

    @Override
    public String toString() {
        return "sent %d, acknowledged %d, not yet DELIVERED %d, repeats in other sessions %d, faults %s"
                .formatted(sent, acknowledged, undelivered, repeatsElsewhere, faults());
    }
}

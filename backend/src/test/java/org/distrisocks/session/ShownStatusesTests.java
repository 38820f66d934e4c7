package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.limit.MemoryBudget;
import org.junit.jupiter.api.Test;

/** Promise 5: to no eye does a status go back. */
class ShownStatusesTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    private final MemoryBudget memory = MemoryBudget.unlimited();
    private final ShownStatuses shown = new ShownStatuses();

    @Test
    void goesForwardOnlyAndMaySkip() {
        MessageId message = IDS.next();
        assertThat(shown.advance(message, 0, memory)).isTrue();
        assertThat(shown.advance(message, 2, memory)).isTrue();
        assertThat(shown.advance(message, 1, memory)).isFalse();
        assertThat(shown.advance(message, 2, memory)).as("a repeat").isTrue();
        assertThat(shown.advance(IDS.next(), 1, memory)).isTrue();
    }

    @Test
    void remembersTheLastTwoThousand() {
        MessageId first = IDS.next();
        shown.advance(first, 2, memory);
        for (int i = 0; i < 1_999; i++) {
            shown.advance(IDS.next(), 0, memory);
        }
        assertThat(shown.advance(first, 1, memory)).isFalse();

        shown.advance(IDS.next(), 0, memory);
        assertThat(shown.advance(first, 1, memory)).isTrue();
    }

    @Test
    void forgetsTheOldestWhereThereIsNoMemoryForMore() {
        MemoryBudget small = MemoryBudget.ofPod(300, 0, _ -> {});
        MessageId first = IDS.next();
        MessageId second = IDS.next();
        shown.advance(first, 2, small);
        shown.advance(second, 2, small);
        shown.advance(IDS.next(), 2, small);

        assertThat(shown.advance(second, 1, small)).isFalse();
        assertThat(shown.advance(first, 1, small)).isTrue();
    }
}

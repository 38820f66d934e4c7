package org.distrisocks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.UserId;
import org.distrisocks.limit.MemoryBudget;
import org.junit.jupiter.api.Test;

class SeenSendersTests {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAROL = new UserId("carol");

    private final SeenSenders senders = new SeenSenders(2, MemoryBudget.unlimited());

    @Test
    void knowsWhatOfASenderHasNotBeenSeen() {
        assertThat(senders.isMissing(ALICE, 1)).isTrue();
        senders.saw(ALICE, 7);
        senders.saw(ALICE, 5);

        assertThat(senders.isMissing(ALICE, 7)).isFalse();
        assertThat(senders.isMissing(ALICE, 8)).isTrue();
        assertThat(senders.isMissing(BOB, 1)).isTrue();
    }

    @Test
    void forgetsTheSenderWhoWasQuietLongest() {
        senders.saw(ALICE, 1);
        senders.saw(BOB, 2);
        senders.saw(ALICE, 3);
        senders.saw(CAROL, 4);

        assertThat(senders.isMissing(BOB, 2)).isTrue();
        assertThat(senders.isMissing(ALICE, 3)).isFalse();
        assertThat(senders.isMissing(CAROL, 4)).isFalse();
    }
}

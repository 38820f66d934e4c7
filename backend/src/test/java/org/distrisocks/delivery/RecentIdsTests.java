package org.distrisocks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.junit.jupiter.api.Test;

class RecentIdsTests {

    private final MessageIdGenerator ids = new MessageIdGenerator();
    private final RecentIds recent = new RecentIds(3);
    private final MessageId first = ids.next();

    @Test
    void knowsWhatItWasGiven() {
        assertThat(recent.add(first)).isTrue();
        assertThat(recent.add(first)).isFalse();
    }

    @Test
    void forgetsTheOldestFirst() {
        MessageId second = ids.next();
        recent.add(first);
        recent.add(second);
        recent.add(ids.next());
        recent.add(ids.next());

        assertThat(recent.add(second)).isFalse();
        assertThat(recent.add(first)).isTrue();
    }

    @Test
    void forgetsNobodyForARepeat() {
        recent.add(first);
        recent.add(ids.next());
        MessageId last = ids.next();
        recent.add(last);

        recent.add(last);

        assertThat(recent.add(first)).isFalse();
    }
}

package org.distrisocks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.junit.jupiter.api.Test;

class RecentIdsTests {

    private final MessageIdGenerator ids = new MessageIdGenerator();
    private final RecentIds recent = new RecentIds(3);

    @Test
    void knowsWhatItWasGiven() {
        MessageId id = ids.next();

        assertThat(recent.contains(id)).isFalse();
        assertThat(recent.add(id)).isTrue();
        assertThat(recent.contains(id)).isTrue();
        assertThat(recent.add(id)).isFalse();
    }

    @Test
    void forgetsTheOldestFirst() {
        MessageId first = ids.next();
        MessageId second = ids.next();
        recent.add(first);
        recent.add(second);
        recent.add(ids.next());
        assertThat(recent.contains(first)).isTrue();

        recent.add(ids.next());

        assertThat(recent.contains(first)).isFalse();
        assertThat(recent.contains(second)).isTrue();
    }

    @Test
    void forgetsNobodyForARepeat() {
        MessageId first = ids.next();
        recent.add(first);
        recent.add(ids.next());
        MessageId last = ids.next();
        recent.add(last);

        recent.add(last);

        assertThat(recent.contains(first)).isTrue();
    }

    @Test
    void forgetsWhatItIsToldTo() {
        MessageId id = ids.next();
        recent.add(id);

        recent.remove(id);

        assertThat(recent.contains(id)).isFalse();
    }
}

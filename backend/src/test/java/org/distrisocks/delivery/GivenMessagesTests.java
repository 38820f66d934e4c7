package org.distrisocks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.distrisocks.delivery.GivenMessages.Leftovers;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.limit.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class GivenMessagesTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();
    private static final Duration SWEEP_AGE = Duration.ofSeconds(5);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(60);

    private final GivenMessages given = new GivenMessages(
            new DeliveryProperties(
                    100, DataSize.ofKilobytes(64), 4, 10, 3, 6, 10, ACK_TIMEOUT, Duration.ofSeconds(5), SWEEP_AGE),
            MemoryBudget.unlimited());
    private final List<MessageId> ids = new ArrayList<>();

    @Test
    void reportsWhatTheClientHasAndTheRowDoesNotKnow() {
        give(2);
        given.written(ids.get(0), true, 0);

        assertThat(confirm(SWEEP_AGE.minusNanos(1), 1, 2).unreported()).isEmpty();
        assertThat(confirm(SWEEP_AGE, 1, 2).unreported()).containsExactly(ids.getFirst());
        assertThat(confirm(SWEEP_AGE.plusNanos(1), 1, 2).unreported())
                .as("it has just been reported")
                .isEmpty();
        assertThat(confirm(SWEEP_AGE.multipliedBy(2), 1, 2).unreported()).containsExactly(ids.getFirst());
    }

    @Test
    void takesBackWhatIsNotAcknowledgedInTime() {
        give(3);
        ids.forEach(id -> given.written(id, false, 0));
        given.acknowledged(ids.get(0), 0);
        given.refused(ids.get(1), ACK_TIMEOUT.toNanos() / 2);

        Leftovers leftovers = confirm(ACK_TIMEOUT, 1, 2, 3);

        assertThat(leftovers.unreported()).containsExactly(ids.get(0));
        assertThat(leftovers.expired()).containsExactly(ids.get(2));
        assertThat(given.contains(ids.get(2))).isFalse();
        assertThat(confirm(ACK_TIMEOUT.multipliedBy(3).dividedBy(2), 1, 2).expired())
                .containsExactly(ids.get(1));
    }

    @Test
    void leavesAloneWhatIsOnItsWayToTheSocket() {
        give(1);

        assertThat(confirm(ACK_TIMEOUT.multipliedBy(10), 1)).isEqualTo(new Leftovers(List.of(), List.of(), List.of()));
        assertThat(given.contains(ids.getFirst())).isTrue();
    }

    @Test
    void remembersTheLastThatHaveLeftTheInbox() {
        give(3);
        assertThat(given.wantsConfirmation()).isTrue();
        confirm(Duration.ZERO);
        assertThat(given.wantsConfirmation()).isFalse();
        assertThat(ids).allMatch(given::contains);

        give(2);
        confirm(Duration.ZERO);

        assertThat(ids.subList(0, 2)).noneMatch(given::contains);
        assertThat(ids.subList(2, 5)).allMatch(given::contains);
        assertThat(given.outstanding()).isEmpty();
        assertThat(given.mayBeForgotten(2)).isTrue();
        assertThat(given.mayBeForgotten(3)).isFalse();
    }

    @Test
    void wantsAConfirmationBeforeItIsFullHoweverManyTheLastOneLeft() {
        for (int left = 0; left < 6; left++) {
            give(left - given.outstanding().size());
            confirm(Duration.ZERO, LongStream.rangeClosed(1, ids.size()).toArray());
            give(6 - left);

            assertThat(given.isFull()).isTrue();
            assertThat(given.wantsConfirmation()).as("%d were left", left).isTrue();
            confirm(Duration.ZERO);
        }
    }

    @Test
    void forgetsNothingThatMayBeInTheInbox() {
        give(6);

        confirm(Duration.ZERO, 1, 2, 3, 4, 5, 6);

        assertThat(given.isFull()).isTrue();
        assertThat(ids).allMatch(given::contains);
        assertThat(given.outstanding().values()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    private void give(int count) {
        for (int i = 0; i < count; i++) {
            MessageId id = IDS.next();
            ids.add(id);
            given.add(id, ids.size(), 0);
        }
    }

    private Leftovers confirm(Duration at, long... remaining) {
        Set<Long> there = new HashSet<>();
        for (long seq : remaining) {
            there.add(seq);
        }
        return given.confirm(List.copyOf(ids), there, at.toNanos());
    }
}

package org.distrisocks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTests {

    private final List<Limit> refusals = Collections.synchronizedList(new ArrayList<>());
    private final MemoryBudget pod = MemoryBudget.ofPod(100, 5, refusals::add);
    private final MemoryBudget alice = pod.ofUser(60);
    private final MemoryBudget phone = alice.ofSession(40);
    private final MemoryBudget laptop = alice.ofSession(40);

    @Test
    void countsASessionForItsUserAndThePod() {
        assertThat(phone.reserve(30)).isEmpty();

        assertThat(List.of(phone.used(), alice.used(), pod.used())).containsExactly(30L, 30L, 30L);
        phone.release(10);
        assertThat(List.of(phone.used(), alice.used(), pod.used())).containsExactly(20L, 20L, 20L);
    }

    @Test
    void namesAndCountsTheLimitThatIsReached() {
        assertThat(phone.reserve(41)).contains(Limit.SESSION_MEMORY);
        phone.reserve(40);
        assertThat(laptop.reserve(21)).contains(Limit.USER_MEMORY);
        pod.ofUser(60).reserve(50);
        assertThat(laptop.reserve(15)).contains(Limit.POD_MEMORY);

        assertThat(refusals).containsExactly(Limit.SESSION_MEMORY, Limit.USER_MEMORY, Limit.POD_MEMORY);
        assertThat(pod.used()).as("what is refused takes nothing").isEqualTo(90);
    }

    /** Some users together may fill a pod. Whoever holds little is served all the same. */
    @Test
    void servesThoseWhoHoldLittleOnAFullPod() {
        pod.ofUser(60).reserve(60);
        phone.reserve(40);
        MemoryBudget bob = pod.ofUser(60).ofSession(40);

        assertThat(phone.isTight()).isTrue();
        assertThat(bob.isTight()).isFalse();
        assertThat(bob.reserve(5)).isEmpty();
        assertThat(bob.reserve(1)).contains(Limit.POD_MEMORY);
    }

    @Test
    void givesEverythingBackWhenItIsClosed() {
        phone.reserve(30);
        phone.close();

        assertThat(alice.used()).isZero();
        assertThat(phone.reserve(1)).isPresent();
        phone.release(30);
        assertThat(alice.used()).isZero();
    }

    @Test
    void isTightWhenThreeQuartersAreUsed() {
        phone.reserve(30);
        assertThat(phone.isTight()).isFalse();
        phone.reserve(1);
        assertThat(phone.isTight()).isTrue();
        assertThat(laptop.isTight()).isFalse();
        laptop.reserve(15);
        assertThat(laptop.isTight()).as("its user is").isTrue();
    }

    @Test
    void losesNothingAmongManyThreads() {
        IntStream.range(0, 64).parallel().forEach(_ -> {
            MemoryBudget session = alice.ofSession(40);
            for (int i = 0; i < 10_000; i++) {
                int bytes = ThreadLocalRandom.current().nextInt(1, 20);
                if (session.reserve(bytes).isEmpty() && i % 3 != 0) {
                    session.release(bytes);
                }
            }
            session.close();
        });

        assertThat(alice.used()).isZero();
        assertThat(pod.used()).isZero();
    }
}

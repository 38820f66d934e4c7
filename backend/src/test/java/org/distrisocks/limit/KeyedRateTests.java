package org.distrisocks.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyedRateTests {

    private final KeyedRate<String> rate = new KeyedRate<>(10, 3);

    @Test
    void allowsABurstAndThenSaysHowLongToWait() {
        assertThat(rate.take("alice", 3)).isZero();

        assertThat(rate.take("alice", 1)).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void allowsAllOrNothing() {
        assertThat(rate.take("alice", 2)).isZero();

        assertThat(rate.take("alice", 2)).isPositive();
        assertThat(rate.take("alice", 1)).isZero();
    }

    @Test
    void limitsEachKeyByItself() {
        assertThat(rate.take("alice", 3)).isZero();

        assertThat(rate.take("bob", 3)).isZero();
    }

    @Test
    void allowsMoreAsTimeGoesOn() {
        assertThat(rate.take("alice", 3)).isZero();

        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rate.take("alice", 2).isZero());
    }

    @Test
    void countsWhatWasDoneBeyondWhatIsAllowed() {
        KeyedRate<String> slow = new KeyedRate<>(1, Duration.ofMinutes(1), 2);

        assertThat(slow.untilAllowed("alice")).isZero();
        slow.count("alice", 1);
        slow.count("alice", 1);
        assertThat(slow.untilAllowed("alice")).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        slow.count("alice", 1);
        assertThat(slow.untilAllowed("alice")).isBetween(Duration.ofSeconds(90), Duration.ofMinutes(2));
        assertThat(slow.untilAllowed("bob")).isZero();
    }

    @Test
    void remembersAKeyForAsLongAsItOwes() {
        AtomicLong clock = new AtomicLong();
        KeyedRate<String> rate = new KeyedRate<>(1, Duration.ofSeconds(1), 2, clock::get);
        rate.count("alice", 20);

        clock.addAndGet(Duration.ofSeconds(15).toNanos());
        assertThat(rate.untilAllowed("alice")).isEqualTo(Duration.ofSeconds(4));

        clock.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(rate.take("alice", 1)).isZero();
    }
}

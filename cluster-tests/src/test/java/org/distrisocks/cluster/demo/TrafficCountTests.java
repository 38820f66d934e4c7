package org.distrisocks.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.cluster.history.Event;
import org.junit.jupiter.api.Test;

class TrafficCountTests {

    private final TrafficCount count = new TrafficCount();

    @Test
    void countsAMessageOnceHoweverOftenItComes() {
        count.accept(sent("a"));
        count.accept(sent("b"));
        count.accept(seen("a", false));
        count.accept(seen("a", true));

        assertThat(count.figures()).isEqualTo(new TrafficCount.Figures(2, 1, 1, 0));
    }

    @Test
    void noticesARepeatWithoutAMarkInOneSession() {
        count.accept(sent("a"));
        count.accept(seen("a", false));
        count.accept(new Event.Seen(0, "ben#2", "ben", "id of a", "a", false));
        assertThat(count.figures().twice()).isZero();

        count.accept(seen("a", false));
        assertThat(count.figures().twice()).isEqualTo(1);
    }

    @Test
    void hasNoRoomWhenNothingArrives() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(count.hasRoom()).isTrue();
            count.accept(sent("token-" + i));
        }
        assertThat(count.hasRoom()).isFalse();

        count.accept(seen("token-7", false));
        assertThat(count.hasRoom()).isTrue();
    }

    private static Event sent(String token) {
        return new Event.Sent(0, token, "ada", "ben", 1);
    }

    private static Event seen(String token, boolean redelivered) {
        return new Event.Seen(0, "ben#1", "ben", "id of " + token, token, redelivered);
    }
}

package org.distrisocks.session.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartBeatTests {

    @Test
    void countsNoHeaderForNoBeats() {
        assertThat(HeartBeat.parse(null)).hasToString("0,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0", "10000,0", "0,20", "4000,5000"})
    void readsWhatItWrites(String header) {
        assertThat(HeartBeat.parse(header)).hasToString(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,2,3", "a,b", "1,", "-1,0", "0,-1", "1.5,0", "99999999999999999999,0"})
    void refusesOtherForms(String header) {
        assertThatExceptionOfType(StompProtocolException.class).isThrownBy(() -> HeartBeat.parse(header));
    }

    /** A monitor for all sessions reckons with it, in nanoseconds. */
    @Test
    void takesNoTimeThatCannotBeReckonedWith() {
        HeartBeat longest = HeartBeat.parse("9223372036854775807,9223372036854775807");

        assertThat(longest.canSend().multipliedBy(2).toNanos()).isPositive();
        assertThat(longest.wants().toNanos()).isPositive();
    }

    /** STOMP 1.2: none if either says 0, else every MAX(what it wants, what the other can). */
    @ParameterizedTest
    @CsvSource({
        "'0,0', '0,0', 0",
        "'0,0', '500,500', 0",
        "'0,300', '0,0', 0",
        "'0,300', '500,0', 500",
        "'0,500', '300,0', 500",
        "'700,500', '300,900', 500"
    })
    void beatsAsSlowlyAsTheSlowerOfTheTwo(String one, String other, long milliseconds) {
        assertThat(HeartBeat.parse(one).receivesFrom(HeartBeat.parse(other))).hasMillis(milliseconds);
    }
}

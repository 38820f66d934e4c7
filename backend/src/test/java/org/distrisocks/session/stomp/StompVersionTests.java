package org.distrisocks.session.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StompVersionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2 | 1.2",
                "1.1 | 1.1",
                "1.0 | 1.0",
                "1.0,1.1,1.2 | 1.2",
                "1.2,1.0 | 1.2",
                "1.0, 1.1 | 1.1",
                "1.1,2.0 | 1.1"
            })
    void agreesOnTheBestThatBothSpeak(String offered, String agreed) {
        assertThat(StompVersion.best(offered)).map(StompVersion::number).hasValue(agreed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "", ",", "1.20", "1", "1.3,0.9"})
    void agreesOnNoneWhenNoneIsCommon(String offered) {
        assertThat(StompVersion.best(offered)).isEmpty();
    }

    @Test
    void namesAllForTheError() {
        assertThat(StompVersion.ALL).isEqualTo("1.2,1.1,1.0");
    }
}

package org.distrisocks.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.mock.env.MockEnvironment;

class StopLimitTests {

    @Test
    void isWhatTheSettingSays() {
        assertThat(StopLimit.read(settings("18s", "5s"))).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void refusesToCutOffTheDrainAndNamesBothSettings() {
        assertThatThrownBy(() -> StopLimit.read(settings("18s", "17s")))
                .hasMessage("distrisocks.pod.stop-limit=PT18S must be at least 2 s longer than"
                        + " distrisocks.session.drain-window=PT17S");
    }

    private static MockEnvironment settings(String limit, String window) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("distrisocks.pod.stop-limit", limit)
                .withProperty("distrisocks.session.drain-window", window);
        environment.setConversionService(new ApplicationConversionService());
        return environment;
    }
}

package org.distrisocks.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;

/** Settings of a ConfigMap that cannot work together are not taken up, as little as at the start. */
class RefusedSettingsTests {

    private final StandardEnvironment environment = new StandardEnvironment();
    private final List<Object> events = new ArrayList<>();
    private final LiveSettings settings =
            new LiveSettings(environment, mock(LoggingSystem.class), new LoggerGroups(), events::add, checked -> {
                if ("10MB".equals(checked.getProperty("distrisocks.limits.max-payload"))) {
                    throw new IllegalArgumentException("distrisocks.limits.max-frame must be greater");
                }
            });

    @Test
    void keepsTheOldSettingsWhenARuleIsBroken() {
        take("10MB");
        assertThat(maxPayload()).isNull();

        take("32KB");
        take("10MB");

        assertThat(maxPayload()).isEqualTo("32KB");
        assertThat(events).hasSize(1);
    }

    @Test
    void takesUpWhatComesAfterARefusal() {
        take("10MB");
        take("16KB");

        assertThat(maxPayload()).isEqualTo("16KB");
        assertThat(events).hasSize(1);
    }

    private void take(String maxPayload) {
        settings.take(Map.of("application.yaml", "distrisocks.limits.max-payload: " + maxPayload));
    }

    private @Nullable String maxPayload() {
        return environment.getProperty("distrisocks.limits.max-payload");
    }
}

package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsRulesTests {

    @Test
    void takesTheDefaults() {
        new SettingsRules(environment(""));
    }

    @ParameterizedTest
    @CsvSource({
        "submission.lane-capacity=50 submission.max-batch=10, limits.max-transaction-frames",
        "limits.max-frame=64KB, limits.max-payload",
        "limits.max-frame=64KB, limits.max-user-header-size",
        "limits.max-payload=127KB limits.max-body=1MB, limits.max-frame",
        "limits.max-body=64KB, limits.max-payload",
        "limits.send-buffer=200KB, limits.max-frame",
        "limits.session-memory=1MB, limits.send-buffer",
        "delivery.page-size=300KB, limits.session-memory",
        "limits.user-memory=1MB, limits.session-memory",
        "limits.pod-memory=4MB, limits.user-memory",
        "limits.max-header=256KB, limits.max-frame",
        "limits.max-body=1MB, max.request.size",
        "limits.idle-timeout=20s, session.heart-beat",
        "limits.tcp-connections=0, limits.tcp-connections",
        "limits.tcp-connections=100 limits.connections=100, limits.connections",
        "delivery.remembered=10000, delivery.outstanding",
        "submission.max-batch=20000, submission.lane-capacity",
        "limits.max-frame=0, limits.max-frame",
        "limits.max-transaction-frames=0, limits.max-transaction-frames",
        "limits.connect-timeout=0s, limits.connect-timeout",
        "delivery.page=0, delivery.page",
        "delivery.readers=-1, delivery.readers",
        "submission.lanes=0, submission.lanes",
        "submission.lanes=2, connections.storing",
        "delivery.readers=5, connections.inboxes",
        "limits.max-payload=0, limits.max-payload",
        "session.heart-beat=-1s, session.heart-beat"
    })
    void refusesWhatCannotWorkTogether(String settings, String named) {
        assertThatThrownBy(() -> new SettingsRules(environment(settings))).satisfies(refused -> {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(refused);
            assertThat(cause).hasMessageContaining(named);
            // The property that was set is named too, by its own name or after the prefix that several share.
            String property = settings.substring(0, settings.indexOf('='));
            assertThat(cause).hasMessageContaining(property.substring(property.indexOf('.')));
        });
    }

    @Test
    void refusesFewerTasksOfJettyThanTcpConnections() {
        StandardEnvironment environment = environment("");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("jetty", Map.of("server.jetty.threads.max", "200")));

        assertThatThrownBy(() -> new SettingsRules(environment)).hasMessageContaining("server.jetty.threads.max");
    }

    private static StandardEnvironment environment(String settings) {
        Map<String, Object> properties = Arrays.stream(settings.split(" "))
                .filter(setting -> !setting.isEmpty())
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(pair -> "distrisocks." + pair[0], pair -> pair[1]));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return environment;
    }
}

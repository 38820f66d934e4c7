package org.distrisocks.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The start of a context without beans, with the {@code application.yml} of the pod, on a mocked API server. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigMapGateTests {

    private static final String ON_KUBERNETES = "--spring.main.cloud-platform=kubernetes";

    @Test
    void readsTheConfigMap(CapturedOutput output) {
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put("distrisocks.limits.send-rate: 7");

            try (ConfigurableApplicationContext pod = start(ON_KUBERNETES)) {
                assertThat(pod.getEnvironment().getProperty("distrisocks.limits.send-rate"))
                        .isEqualTo("7");
            }
            assertThat(output).doesNotContain("ConfigMap");
        }
    }

    @Test
    void argumentsWinOverTheConfigMap() {
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put("distrisocks.limits.send-rate: 7");

            try (ConfigurableApplicationContext pod = start(ON_KUBERNETES, "--distrisocks.limits.send-rate=8")) {
                assertThat(pod.getEnvironment().getProperty("distrisocks.limits.send-rate"))
                        .isEqualTo("8");
            }
        }
    }

    @Test
    void saysInOneLineThatThereIsNone(CapturedOutput output) {
        try (MockCluster _ = MockCluster.crud();
                ConfigurableApplicationContext pod = start(ON_KUBERNETES)) {
            assertThat(pod.isActive()).isTrue();
            assertThat(warnings(output))
                    .singleElement()
                    .asString()
                    .contains("there is no ConfigMap chat/distrisocks: the pod starts with its defaults");
        }
    }

    @Test
    void saysInOneLineThatItMayNotBeRead(CapturedOutput output) {
        try (MockCluster _ = MockCluster.answering(403);
                ConfigurableApplicationContext pod = start(ON_KUBERNETES)) {
            assertThat(pod.isActive()).isTrue();
            assertThat(warnings(output))
                    .singleElement()
                    .asString()
                    .contains("ConfigMap chat/distrisocks cannot be read (HTTP 403: configmaps is refused)");
        }
    }

    @Test
    void saysWhatKeepsItFromTheApiServer(CapturedOutput output) {
        try (MockCluster _ = MockCluster.away();
                ConfigurableApplicationContext pod = start(ON_KUBERNETES)) {
            assertThat(pod.isActive()).isTrue();
            assertThat(warnings(output))
                    .singleElement()
                    .asString()
                    .contains("ConfigMap chat/distrisocks cannot be read (ConnectException: ", "refused");
        }
    }

    /** Spring Cloud's read fails, and the API server is back when the gate looks. */
    @Test
    void failsIfItIsRequiredAndWasReadTooLate() {
        try (MockCluster _ = MockCluster.answeringFromTheSecondRequestOn("distrisocks.limits.send-rate: 7")) {
            assertThatThrownBy(() -> start(ON_KUBERNETES, "--distrisocks.settings.required=true"))
                    .hasStackTraceContaining("could not be read, although it can be read now");
        }
    }

    @Test
    void failsWithoutItIfItIsRequired() {
        try (MockCluster _ = MockCluster.answering(403)) {
            assertThatThrownBy(() -> start(ON_KUBERNETES, "--distrisocks.settings.required=true"))
                    .hasStackTraceContaining("ConfigMap chat/distrisocks cannot be read (HTTP 403")
                    .hasStackTraceContaining("distrisocks.settings.required");
        }
    }

    /** An API server that refuses all would be seen. */
    @Test
    void isSilentOutsideACluster(CapturedOutput output) {
        try (MockCluster _ = MockCluster.answering(403);
                ConfigurableApplicationContext pod = start("--distrisocks.settings.required=true")) {
            assertThat(pod.isActive()).isTrue();
            assertThat(warnings(output)).isEmpty();
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication pod = new SpringApplication(ConfigMapGateTests.class);
        pod.setWebApplicationType(WebApplicationType.NONE);
        pod.addInitializers(new ConfigMapGate());
        return pod.run(arguments);
    }

    /** Of the pod; netty has its say about network cards. */
    private static List<String> warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> !line.contains(" io.netty."))
                .filter(line -> line.contains("WARN") || line.contains("ERROR") || line.contains("Exception"))
                .toList();
    }
}

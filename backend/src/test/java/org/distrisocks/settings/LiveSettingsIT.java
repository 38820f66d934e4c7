package org.distrisocks.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.distrisocks.DistriSocksApplication;
import org.distrisocks.RealServices;
import org.distrisocks.account.Accounts;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** A whole pod that takes itself to be on Kubernetes, and a ConfigMap that changes under it. */
@ExtendWith(OutputCaptureExtension.class)
class LiveSettingsIT {

    private static final String PASSWORD = "correct horse";

    @Test
    void followsTheConfigMapWithoutARestart(CapturedOutput output) {
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put("""
                    distrisocks:
                      limits:
                        max-payload: 8B
                    """);
            try (ConfigurableApplicationContext pod = start()) {
                UserId alice = new UserId("alice-" + System.nanoTime());
                pod.getBean(Accounts.class).register(alice, PASSWORD, "alice");
                RestClient client = client(pod, alice);

                assertThat(takesPayload(client, alice, 8)).isTrue();
                assertThat(takesPayload(client, alice, 9)).isFalse();

                cluster.put("""
                        distrisocks:
                          limits:
                            max-payload: 10B
                        logging:
                          level:
                            org.distrisocks.session: debug
                        """);
                awaitDebug(true);
                assertThat(takesPayload(client, alice, 10)).isTrue();
                assertThat(takesPayload(client, alice, 11)).isFalse();
                assertThat(output.getAll().lines().filter(line -> line.contains("the ConfigMap has changed")))
                        .as("the watch begins with what was read at the start, which is no change")
                        .hasSize(1);

                cluster.put("""
                        distrisocks:
                          limits:
                            max-payload: 12B
                            send-burst: 0
                        logging:
                          level:
                            org.distrisocks.session: info
                        """);
                awaitDebug(false);
                assertThat(takesPayload(client, alice, 11))
                        .as("a value that cannot be leaves all the old ones of its record")
                        .isFalse();

                cluster.put("""
                        logging:
                          level:
                            org.distrisocks.session: debug
                        """);
                awaitDebug(true);
                assertThat(takesPayload(client, alice, 1000))
                        .as("a removed limit is the default again")
                        .isTrue();

                cluster.put("");
                awaitDebug(false);
            }
        }
    }

    private static void awaitDebug(boolean isEnabled) {
        await().until(() -> LoggerFactory.getLogger("org.distrisocks.session").isDebugEnabled() == isEnabled);
    }

    private static boolean takesPayload(RestClient client, UserId to, int length) {
        return client.post()
                .uri("/api/messages")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("receiver_id", to.value(), "payload", "x".repeat(length)))
                .exchange((_, answer) -> answer.getStatusCode().is2xxSuccessful());
    }

    private static RestClient client(ConfigurableApplicationContext pod, UserId user) {
        RestClient open =
                RestClient.create("http://localhost:" + pod.getEnvironment().getRequiredProperty("local.server.port"));
        Map<?, ?> login = open.post()
                .uri("/api/auth/login")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", user.value(), "password", PASSWORD))
                .retrieve()
                .body(Map.class);
        return open.mutate()
                .defaultHeader("Authorization", "Bearer " + (login == null ? "" : login.get("access_token")))
                .build();
    }

    private static ConfigurableApplicationContext start() {
        Map<String, Object> settings = new TreeMap<>(RealServices.properties());
        settings.put("spring.main.cloud-platform", "kubernetes");
        settings.put("distrisocks.pod.id", "live-settings-it");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("distrisocks.session.drain-window", Duration.ofSeconds(1));
        return new SpringApplicationBuilder(DistriSocksApplication.class)
                .initializers(new ConfigMapGate())
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}

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
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** A whole pod that takes itself to be on Kubernetes, and a ConfigMap that changes under it. */
class LiveSettingsIT {

    private static final String PASSWORD = "correct horse";

    @Test
    void followsTheConfigMapWithoutARestart() {
        try (MockCluster cluster = MockCluster.crud()) {
            cluster.put("""
                    distrisocks:
                      limits:
                        send-burst: 2
                    """);
            try (ConfigurableApplicationContext pod = start()) {
                UserId alice = new UserId("alice-" + System.nanoTime());
                pod.getBean(Accounts.class).register(alice, PASSWORD, "alice");
                RestClient client = client(pod, alice);

                assertThat(sendsBeforeItIsTooMany(client, alice)).isEqualTo(2);

                cluster.put("""
                        distrisocks:
                          limits:
                            send-burst: 5
                        logging:
                          level:
                            org.distrisocks.session: debug
                        """);
                await().until(() ->
                        LoggerFactory.getLogger("org.distrisocks.session").isDebugEnabled());
                assertThat(sendsBeforeItIsTooMany(client, alice)).isEqualTo(5);

                cluster.put("""
                        distrisocks:
                          limits:
                            send-burst: 0
                        logging:
                          level:
                            org.distrisocks.session: info
                        """);
                await().until(() ->
                        !LoggerFactory.getLogger("org.distrisocks.session").isDebugEnabled());
                assertThat(sendsBeforeItIsTooMany(client, alice))
                        .as("a value that cannot be leaves the old one, which is used up")
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    private static int sendsBeforeItIsTooMany(RestClient client, UserId to) {
        for (int taken = 0; taken < 100; taken++) {
            int status = client.post()
                    .uri("/api/messages")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("receiver_id", to.value(), "payload", "hi"))
                    .exchange((_, answer) -> answer.getStatusCode().value());
            if (status == 429) {
                return taken;
            }
            assertThat(status).isBetween(200, 299);
        }
        return 100;
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
        settings.put("distrisocks.limits.send-rate", "1");
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

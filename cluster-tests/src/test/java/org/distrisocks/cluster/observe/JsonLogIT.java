package org.distrisocks.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.observe.ObservedCluster.Observed;
import org.distrisocks.cluster.pod.PodProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of pods that write it as JSON, with all that they have to say of messages and users. */
@ExtendWith(ObservedCluster.class)
class JsonLogIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Cluster cluster;
    private final TestPeople people;

    JsonLogIT(Observed observed) {
        this.cluster = observed.cluster();
        this.people = new TestPeople(cluster);
    }

    @Test
    void givesLinesTheIdsOfWhatTheyAreAboutAndNeverAPayload() throws Exception {
        String alice = people.register("alice");
        String bob = people.register("bob");
        String secret = "between-us-" + UUID.randomUUID();
        String messageId;
        try (ChatClient from = people.connect(alice, cluster.pod(0));
                ChatClient to = people.connect(bob, cluster.pod(1))) {
            var _ = from.sendTo(
                    "/app/messages",
                    body(bob, secret),
                    Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01", "x-note", secret));
            ChatMessage message = to.messages().next();
            messageId = message.messageId();
            var _ = from.sendBody(body("nobody-" + secret.substring(0, 20), secret));
            from.problems().next();
            var _ = from.sendBody(body(bob, secret) + secret);
            from.problems().next();
            var _ = from.sendTo("/app/nothing", body(bob, secret));
            from.error().join();
        }

        JsonNode stored = line(cluster.pod(0), messageId, "is stored");
        JsonNode written = line(cluster.pod(1), messageId, "is written");
        assertThat(List.of(stored, written)).allSatisfy(line -> {
            assertThat(line.path("user_id").asString()).isEqualTo(alice);
            assertThat(line.path("trace_id").asString()).isEqualTo(TRACE);
        });
        assertThat(stored.path("pod_id").asString()).isEqualTo("pod-0");
        assertThat(written.path("pod_id").asString()).isEqualTo("pod-1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lines(cluster.pod(0)))
                        .map(JsonLogIT::parse)
                        .anyMatch(line -> line.path("message").asString().contains(alice + " is closed")
                                && line.path("user_id").asString().equals(alice)));
        for (PodProcess pod : cluster.pods()) {
            assertThat(lines(pod)).allSatisfy(JsonLogIT::parse).noneMatch(line -> line.contains(secret));
        }
    }

    private static String body(String to, String payload) {
        return "{\"receiver_id\":\"%s\",\"payload\":\"%s\"}".formatted(to, payload);
    }

    private static JsonNode line(PodProcess pod, String messageId, String what) {
        await().atMost(PATIENCE).until(() -> lines(pod).stream().anyMatch(line -> isAbout(line, messageId, what)));
        return lines(pod).stream()
                .filter(line -> isAbout(line, messageId, what))
                .map(JsonLogIT::parse)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAbout(String line, String messageId, String what) {
        JsonNode json = parse(line);
        return json.path("message_id").asString("").equals(messageId)
                && json.path("message").asString("").contains(what);
    }

    private static JsonNode parse(String line) {
        return JSON.readTree(line);
    }

    /** All but what the JVM itself says, of its AOT cache. */
    private static List<String> lines(PodProcess pod) {
        try {
            String log = Files.readString(pod.log().file());
            return log.substring((int) Math.min(pod.log().begin(), log.length()))
                    .lines()
                    .filter(line -> !line.matches("\\[[0-9.]+s]\\[.*"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.devservices.service.DevService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An outage takes no pod out of service: it stays ready, keeps its sessions and says what is degraded (promise 11). */
@FaultTest
class ReadinessIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final FaultCluster cluster;
    private final TestPeople people;
    private final String alice;
    private final String bob;
    private final String aliceToken;

    ReadinessIT(FaultCluster cluster) throws Exception {
        this.cluster = cluster;
        this.people = cluster.people();
        this.alice = people.register("alice");
        this.bob = people.register("bob");
        this.aliceToken = people.token(alice);
    }

    @Test
    void staysReadyWithoutPostgres() throws Exception {
        outlives("PostgreSQL", cluster.postgres(), Timings.POSTGRES_OUTAGE, (sender, receiver) -> {
            sender.send(bob, "refused");
            assertThat(sender.problems().next().type()).isEqualTo("urn:distrisocks:problem:storage-unavailable");
            HttpResponse<String> conversations = get(cluster.pod(0).url() + "/api/conversations", aliceToken);
            assertThat(conversations.statusCode()).isEqualTo(503);
            assertThat(conversations.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(conversations.headers().firstValue("Retry-After")).isPresent();
            try (ChatClient fresh = byToken(cluster.pod(1))) {
                assertThat(fresh.isConnected()).as("a new session with a token").isTrue();
            }
        });
    }

    @Test
    @Tag("long")
    void staysReadyWithoutKafka() throws Exception {
        outlives("Kafka", cluster.kafka(), Timings.OUTAGE, this::delivers);
    }

    @Test
    @Tag("long")
    void staysReadyWithoutRedis() throws Exception {
        outlives("Redis", cluster.redis(), Timings.OUTAGE, this::delivers);
    }

    @Test
    void staysReadyWhileAllStandStill() throws Exception {
        PodProcess pod = cluster.pod(0);
        List<DevService> all = List.of(cluster.postgres(), cluster.kafka(), cluster.redis());
        List<PodLines> logs = cluster.pods().stream().map(PodLines::from).toList();
        try (Probes probes = new Probes(cluster.pods());
                ChatClient client = byToken(pod)) {
            long begin = System.nanoTime();
            all.forEach(DevService::pause);
            for (String key : List.of("postgresql", "kafka", "redis")) {
                awaitHealth(pod, key, "DOWN");
            }
            assertThat(get(pod.url() + "/api/conversations", aliceToken).statusCode())
                    .isEqualTo(503);
            Timings.letLast(Timings.LONG_OUTAGE, begin);
            all.forEach(DevService::resume);
            for (String key : List.of("postgresql", "kafka", "redis")) {
                awaitHealth(pod, key, "UP");
            }
            assertThat(client.isConnected()).isTrue();
            probes.assertAlwaysReady();
        }
        logs.forEach(PodLines::assertQuiet);
    }

    private interface During {
        void check(ChatClient sender, ChatClient receiver) throws Exception;
    }

    private void delivers(ChatClient sender, ChatClient receiver) {
        sender.send(bob, "during").await();
        assertThat(receiver.messages().next().payload()).isEqualTo("during");
    }

    private void outlives(String name, DevService service, Duration outage, During during) throws Exception {
        PodProcess pod = cluster.pod(0);
        String key = name.toLowerCase(Locale.ROOT);
        cluster.pods().forEach(each -> awaitGauge(each, key)); // the lines of an outage before this one are written
        List<PodLines> logs = cluster.pods().stream().map(PodLines::from).toList();
        try (Probes probes = new Probes(cluster.pods());
                ChatClient sender = ChatClient.connect(pod.stompUrl(), alice, TestPeople.PASSWORD);
                ChatClient receiver = ChatClient.connect(cluster.pod(1).stompUrl(), bob, TestPeople.PASSWORD)) {
            long begin = System.nanoTime();
            service.stop();
            cluster.pods().forEach(each -> awaitHealth(each, key, "DOWN"));
            assertThat(metrics(pod)).contains("distrisocks_part_up{part=\"" + key + "\"} 0.0");
            during.check(sender, receiver);
            Timings.letLast(outage, begin);
            service.start();

            cluster.pods().forEach(each -> awaitHealth(each, key, "UP"));
            // A dependency that answers the probe may still refuse: the pool waits between two attempts to connect.
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted(sender.send("after", bob, "after")));
            receiver.messages().nextThat(message -> message.payload().equals("after"));
            assertThat(sender.isConnected() && receiver.isConnected())
                    .as("sessions live")
                    .isTrue();
            probes.assertAlwaysReady();
        }
        for (PodLines log : logs) {
            log.assertSaidOnce(name + " at ", " does not answer");
            log.assertSaidOnce(name + " at ", " answers again");
            log.assertQuiet();
        }
    }

    /** Whether the RECEIPT comes; a SEND that was refused has none. */
    private static boolean accepted(ChatClient.Sent sent) throws Exception {
        try {
            sent.receipt().get(2, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException refused) {
            return false;
        }
    }

    private ChatClient byToken(PodProcess pod) {
        return ChatClient.open(pod.stompUrl(), Map.of("Authorization", "Bearer " + aliceToken));
    }

    private static void awaitHealth(PodProcess pod, String dependency, String status) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(health(pod)).contains("\"%s\":{\"status\":\"%s\"}".formatted(dependency, status)));
    }

    private static void awaitGauge(PodProcess pod, String dependency) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(metrics(pod))
                        .contains("distrisocks_part_up{part=\"%s\"} 1.0".formatted(dependency)));
    }

    private static String health(PodProcess pod) throws IOException, InterruptedException {
        return get(pod.readiness().resolve("/actuator/health").toString(), "").body();
    }

    private static String metrics(PodProcess pod) throws IOException, InterruptedException {
        return get(pod.readiness().resolve("/actuator/prometheus").toString(), "")
                .body();
    }

    private static HttpResponse<String> get(String url, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(15));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks each pod four times a second whether it is ready. */
    private static final class Probes implements AutoCloseable {

        private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(3);
        private final AtomicInteger asked = new AtomicInteger();
        private final Set<String> unready = ConcurrentHashMap.newKeySet();

        Probes(List<PodProcess> pods) {
            for (PodProcess pod : pods) {
                var _ = timer.scheduleAtFixedRate(() -> ask(pod), 0, 250, TimeUnit.MILLISECONDS);
            }
        }

        /** Patient: that a busy machine answers late is another matter. */
        private void ask(PodProcess pod) {
            asked.incrementAndGet();
            try {
                if (get(pod.readiness().toString(), "").statusCode() != 200) {
                    unready.add(pod.id());
                }
            } catch (IOException noAnswer) {
                unready.add(pod.id() + ": " + noAnswer);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        void assertAlwaysReady() {
            assertThat(asked.get()).isPositive();
            assertThat(unready).as("pods that were not ready").isEmpty();
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}

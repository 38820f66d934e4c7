package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.ClusterOptions;
import org.distrisocks.cluster.ProjectLayout;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.pod.PodLog;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.pod.PodSpec;
import org.distrisocks.devservices.DevServices;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pod that is started before its services waits for them, and one that is stopped after them stops all the same. */
class StartupIT {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(patient());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void allAsBefore() {
        cluster.pod(0).stop();
        services().forEach(DevService::start);
    }

    @Test
    void waitsForEachServiceThatIsMissingAndSaysSo() throws IOException {
        PodProcess pod = cluster.pod(0);
        pod.stop();
        services().forEach(DevService::stop);

        pod.launch();
        for (DevService missing : services()) {
            String name = shown(missing.name());
            await().atMost(Duration.ofSeconds(60)).until(() -> count(pod, "waiting for " + name + " at ") >= 1);
            assertThat(pod.isAlive()).isTrue();
            assertThat(text(pod)).contains(missing.address());
            missing.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> text(pod).contains(name + " at " + missing.address() + " is there"));
        }
        pod.awaitReady();
        assertThat(text(pod)).doesNotContain(cluster.services().addresses().jdbcPassword() + "@");
    }

    /** Its own clients try twice a second; a pod says it once a minute. */
    @Test
    @Tag("long")
    void saysOnceThatNoNameResolves() throws IOException {
        Path noHosts = Files.createTempFile("no-hosts", "");
        List<String> flags = new ArrayList<>(ClusterOptions.ofPods(1).jvmFlags());
        flags.add("-Djdk.net.hosts.file=" + noHosts);
        PodSpec spec = new PodSpec(
                "lost",
                LoopbackPort.reserve().number(),
                LoopbackPort.reserve().number(),
                ProjectLayout.find().podImage(),
                cluster.pod(0).log().file().resolveSibling("lost.log"),
                Map.of(
                        "spring.kafka.bootstrap-servers", "kafka.invalid:9092",
                        "spring.data.redis.host", "redis.invalid",
                        "spring.datasource.url", "jdbc:postgresql://postgres.invalid/distrisocks"),
                Map.of(),
                flags);
        try (PodProcess lost = new PodProcess(spec, STOP_LIMIT)) {
            lost.launch();
            PodLines lines = PodLines.sinceStart(lost);
            for (String name : List.of("Kafka", "Redis", "PostgreSQL")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> count(lost, "waiting for " + name + " at ") == 1);
            }
            await().during(Duration.ofSeconds(10))
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(lines::assertQuiet);
            assertThat(lost.isAlive()).isTrue();
        }
    }

    @Test
    void endsAtOnceAtSigtermWhileItWaits() {
        PodProcess pod = cluster.pod(0);
        pod.stop();
        cluster.services().redis().stop();
        pod.launch();
        await().atMost(Duration.ofSeconds(60)).until(() -> count(pod, "waiting for Redis at ") >= 1);

        assertThat(timeToStop(pod)).isLessThan(STOP_LIMIT.dividedBy(2));
    }

    @Test
    @Tag("long")
    void endsInTimeAtSigtermThoughAllServicesAreStopped() throws IOException {
        PodProcess pod = cluster.pod(0);
        pod.start();
        services().forEach(DevService::stop);

        assertThat(timeToStop(pod)).isLessThan(STOP_LIMIT);
        assertThat(text(pod)).doesNotContain("is cut off");
    }

    @Test
    void endsInTimeAtSigtermThoughItsServicesAreFrozen() throws Exception {
        PodProcess pod = cluster.pod(0);
        pod.start();
        TestPeople people = new TestPeople(cluster);
        String alice = people.register("alice");
        DrainedClient client = new DrainedClient(pod.stompUrl(), people.token(alice));
        client.send(alice);
        cluster.services().kafka().stop();
        List<DevService> frozen =
                List.of(cluster.services().redis(), cluster.services().postgres());
        try {
            frozen.forEach(DevService::pause);
            IntStream.range(0, 20).forEach(i -> client.send(alice));
            assertThat(timeToStop(pod)).isLessThan(STOP_LIMIT);
        } finally {
            frozen.forEach(DevService::resume);
        }
    }

    private static Duration timeToStop(PodProcess pod) {
        long begin = System.nanoTime();
        pod.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("stopped after " + took);
        return took;
    }

    private static List<DevService> services() {
        DevServices all = cluster.services();
        return List.of(all.postgres(), all.redis(), all.kafka());
    }

    private static String shown(String name) {
        return switch (name) {
            case "postgresql" -> "PostgreSQL";
            case "redis" -> "Redis";
            default -> "Kafka";
        };
    }

    /** Longer than any pod may take, so that it is not our kit that ends it. */
    private static ClusterOptions patient() {
        ClusterOptions one = ClusterOptions.ofPods(1);
        return new ClusterOptions(
                1,
                0,
                one.services(),
                one.settings(),
                one.logs().resolveSibling("startup"),
                Duration.ofSeconds(60),
                one.jvmFlags());
    }

    private static long count(PodProcess pod, String words) throws IOException {
        return text(pod).lines().filter(line -> line.contains(words)).count();
    }

    private static String text(PodProcess pod) throws IOException {
        PodLog log = pod.log();
        byte[] all = Files.readAllBytes(log.file());
        return new String(Arrays.copyOfRange(all, Math.toIntExact(log.begin()), all.length), StandardCharsets.UTF_8);
    }
}

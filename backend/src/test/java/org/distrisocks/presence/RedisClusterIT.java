package org.distrisocks.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.pod.DeadPods;
import org.distrisocks.pod.PodBoard;
import org.distrisocks.pod.PodDirectory;
import org.distrisocks.pod.PodSighting;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.distrisocks.trace.TracePoint;
import org.distrisocks.trace.TraceStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The packages {@code pod}, {@code presence} and {@code trace} as a pod has them, on three Redis processes that share the slots. */
class RedisClusterIT {

    private static final int USERS = 300;

    /** More than are written at once. */
    private static final int FOLLOWED = 60;

    @TempDir
    private static Path directory;

    private static RedisNodes nodes;
    private static ConfigurableApplicationContext pod;

    @ImportAutoConfiguration({DataRedisAutoConfiguration.class, SslAutoConfiguration.class})
    @ComponentScan({
        "org.distrisocks.pod",
        "org.distrisocks.presence",
        "org.distrisocks.trace",
        "org.distrisocks.metrics"
    })
    @ConfigurationPropertiesScan("org.distrisocks.pod")
    static class RedisParts {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        nodes = RedisNodes.start(directory);
        pod = start("in-a-cluster");
    }

    private static ConfigurableApplicationContext start(String id) {
        return new SpringApplicationBuilder(RedisParts.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--distrisocks.pod.id=" + id,
                        "--spring.data.redis.cluster.nodes=" + nodes.addresses(),
                        "--spring.config.import=");
    }

    @AfterAll
    static void stop() {
        pod.close();
        nodes.close();
    }

    @Test
    void leaseAndWhatIsAskedOfDeadPodsStandInOneSlot() {
        PodDirectory directory = pod.getBean(PodDirectory.class);

        assertThat(directory.all()).extracting(one -> one.id().value()).containsExactly("in-a-cluster");
        assertThat(pod.getBean(DeadPods.class).bury(directory.self().id(), Duration.ofHours(1), _ -> true))
                .as("a pod that lives")
                .isFalse();
    }

    @Test
    void podsTellHowTheyAre() {
        try (ConfigurableApplicationContext other = start("beside-it")) {
            pod.getBean(PodBoard.class).tell("well");
            other.getBean(PodBoard.class).tell("busy");

            assertThat(pod.getBean(PodBoard.class).read(10)).allSatisfy(seen -> {
                assertThat(seen.pod()).isNotNull();
                assertThat(seen.leaseAge()).isLessThan(Duration.ofSeconds(10));
            });
            assertThat(pod.getBean(PodBoard.class).read(10))
                    .extracting(seen -> seen.id().value(), PodSighting::figures)
                    .containsExactlyInAnyOrder(tuple("in-a-cluster", "well"), tuple("beside-it", "busy"));
        }
    }

    @Test
    void keepsThePointsOfMessagesInAllSlots() {
        Trace trace = pod.getBean(Trace.class);
        TraceStore points = pod.getBean(TraceStore.class);
        MessageIdGenerator ids = new MessageIdGenerator();
        List<MessageId> messages =
                IntStream.range(0, FOLLOWED).mapToObj(_ -> ids.next()).toList();
        List<Long> before = nodes.sizes();

        messages.forEach(message -> trace.add(message, Step.STORED, Map.of("batch", "1")));
        messages.forEach(message -> trace.add(message, Step.WRITTEN, Map.of()));

        await().untilAsserted(() -> assertThat(messages)
                .allSatisfy(message -> assertThat(points.pointsOf(message))
                        .extracting(TracePoint::step)
                        .containsExactly(Step.STORED, Step.WRITTEN)));
        for (int node = 0; node < before.size(); node++) {
            assertThat(nodes.sizes().get(node)).isGreaterThan(before.get(node));
        }
        nodes.move(SlotHash.getSlot("trace:" + messages.getFirst()));
        trace.add(messages.getFirst(), Step.ACKED, Map.of());
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(points.pointsOf(messages.getFirst())).hasSize(3));
        assertThat(pod.getBean(Counters.class).total(Counted.TRACES_DROPPED)).isZero();
    }

    @Test
    void findsUsersOfAllSlotsByOneReadWhileSlotsMove() throws InterruptedException {
        PresenceRegistry presence = pod.getBean(PresenceRegistry.class);
        PodEpoch self = presence.self();
        List<UserId> users =
                IntStream.range(0, USERS).mapToObj(RedisClusterIT::user).toList();
        users.forEach(presence::add);
        assertThat(nodes.sizes()).allMatch(keys -> keys > USERS / 6);
        assertThat(presence.find(users)).hasSize(USERS);

        AtomicBoolean moving = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicReference<@Nullable Map<UserId, Set<PodEpoch>>> wrong = new AtomicReference<>();
        Thread traffic = Thread.ofPlatform().start(() -> {
            for (int i = 0; moving.get(); i++) {
                UserId one = users.get(i % USERS);
                try {
                    presence.add(one);
                    Map<UserId, Set<PodEpoch>> found = presence.find(List.of(one, users.get((i + 7) % USERS)));
                    answered.incrementAndGet();
                    if (found.size() != 2 || !Set.of(self).equals(found.get(one))) {
                        wrong.compareAndSet(null, found);
                    }
                } catch (DataAccessException moved) {
                    refused.incrementAndGet();
                }
            }
        });
        users.stream()
                .map(user -> SlotHash.getSlot("presence:" + user))
                .distinct()
                .limit(100)
                .forEach(nodes::move);
        nodes.move(SlotHash.getSlot("{pods}seen"));
        moving.set(false);
        traffic.join();

        System.out.println("101 slots moved: " + answered + " reads answered, " + refused + " refused");
        assertThat(wrong.get()).isNull();
        assertThat(answered).hasValueGreaterThan(100);
        assertThat(refused.get()).isLessThan(answered.get() / 20);
        await().ignoreExceptions().until(() -> presence.find(users).size() == USERS);
        StringRedisTemplate redis = pod.getBean(StringRedisTemplate.class);
        users.forEach(user -> redis.opsForValue().append("presence:" + user, " dead-pod@1"));
        users.forEach(presence::add);
        users.forEach(presence::remove);
        assertThat(users)
                .noneMatch(user -> Boolean.TRUE.equals(redis.hasKey("presence:" + user)))
                .isNotEmpty();
    }

    /** Each tenth has braces in its id, by which a Redis Cluster chooses the slot. */
    private static UserId user(int i) {
        return new UserId(i % 10 == 0 ? "{user}-" + i + "{" : "user-" + i);
    }
}

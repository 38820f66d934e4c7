package org.distrisocks.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.distrisocks.RealPod;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

@SuppressWarnings("NullAway.Init")
class PodLeaseIT extends RealPod {

    private static final PodId TRIED = new PodId("tried-pod");

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private PodDirectory directory;

    private final List<Object> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void forgetThePod() {
        redis.delete(List.of("{pods}pod:" + TRIED, "{pods}epoch:" + TRIED));
        redis.opsForZSet().remove("{pods}seen", TRIED.value());
    }

    @Test
    void thisPodIsAlive() {
        assertThat(redis.getExpire("{pods}pod:" + POD)).isBetween(1L, 10L);
        assertThat(directory.self().id()).hasToString(POD);
        assertThat(directory.all()).contains(directory.self());
    }

    @Test
    void isAliveFromStartToStop() {
        Pod pod = pod();
        PodLease lease = lease(pod, Duration.ofSeconds(10), Duration.ofSeconds(3));
        assertThat(directory.liveNow(List.of(pod.self()))).isEmpty();

        lease.start();
        assertThat(directory.live(List.of(pod.self()))).containsExactly(pod.self());
        assertThat(directory.all()).contains(pod);

        lease.stop();
        assertThat(directory.all()).doesNotContain(pod);
        assertThat(redis.hasKey("{pods}pod:" + TRIED)).isFalse();
    }

    @Test
    void keepsAlivePastItsTtl() {
        PodLease lease = lease(pod(), Duration.ofMillis(600), Duration.ofMillis(100));
        lease.start();

        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> redis.hasKey("{pods}pod:" + TRIED));

        assertThat(events).isEmpty();
        lease.stop();
    }

    @Test
    void writesALostLeaseAnewAndSaysSo() {
        Pod pod = pod();
        PodLease lease = lease(pod, Duration.ofSeconds(10), Duration.ofMillis(50));
        lease.start();

        redis.delete("{pods}pod:" + TRIED);
        redis.opsForZSet().remove("{pods}seen", TRIED.value());

        await().until(() -> events.contains(new PodLeaseRenewed(pod.self())));
        assertThat(directory.all()).contains(pod);
        lease.stop();
    }

    @Test
    void leavesTheLeaseOfTheProcessThatHasReplacedItAlone() {
        Pod frozen = pod();
        PodLease lease = lease(frozen, Duration.ofSeconds(10), Duration.ofMillis(50));
        lease.start();
        Pod newer = pod();
        redis.opsForValue().set("{pods}pod:" + TRIED, newer.toLease());

        await().until(() -> events.contains(new PodReplaced(frozen.self())));
        lease.stop();

        assertThat(redis.opsForValue().get("{pods}pod:" + TRIED)).isEqualTo(newer.toLease());
        assertThat(redis.getExpire("{pods}pod:" + TRIED)).isEqualTo(-1);
        assertThat(events).containsOnlyOnce(new PodReplaced(frozen.self()));
    }

    @Test
    void takesTheLeaseBackFromAnOlderEpoch() {
        Pod older = pod();
        Pod pod = pod();
        PodLease lease = lease(pod, Duration.ofSeconds(10), Duration.ofMillis(50));
        lease.start();
        redis.opsForValue().set("{pods}pod:" + TRIED, older.toLease());

        await().until(() -> events.contains(new PodLeaseRenewed(pod.self())));
        assertThat(redis.opsForValue().get("{pods}pod:" + TRIED)).isEqualTo(pod.toLease());
        lease.stop();
    }

    @Test
    void growsItsEpochAtEachStartWhateverTheClockSays() {
        long first = pod().self().epoch();
        long second = pod().self().epoch();
        assertThat(second).isGreaterThan(first);

        redis.opsForValue().set("{pods}epoch:" + TRIED, Long.toString(second + 1_000_000_000));
        assertThat(pod().self().epoch()).isEqualTo(second + 1_000_000_001);
    }

    @Test
    void growsItsEpochThoughRedisHasLostTheCounter() {
        long first = pod().self().epoch();
        redis.delete("{pods}epoch:" + TRIED);

        await().until(() -> pod().self().epoch() > first);
    }

    @Test
    void knowsARestartedPodByItsEpoch() {
        Pod before = pod();
        PodLease first = lease(before, Duration.ofSeconds(10), Duration.ofSeconds(3));
        first.start();
        assertThat(directory.live(List.of(before.self()))).hasSize(1);

        Pod after = pod();
        PodLease second = lease(after, Duration.ofSeconds(10), Duration.ofSeconds(3));
        second.start();

        assertThat(directory.live(Set.of(before.self(), after.self()))).containsExactly(after.self());
        assertThat(directory.live(Set.of(new PodEpoch(TRIED, after.self().epoch() + 1))))
                .isEmpty();
        first.stop();
        second.stop();
    }

    private Pod pod() {
        return new PodConfiguration().pod(redis, properties(Duration.ofSeconds(10), Duration.ofSeconds(3)));
    }

    private PodLease lease(Pod pod, Duration ttl, Duration renewal) {
        return new PodLease(redis, pod, properties(ttl, renewal), events::add);
    }

    private static PodProperties properties(Duration ttl, Duration renewal) {
        return new PodProperties(TRIED, "127.0.0.1:1", ttl, renewal);
    }
}

package org.distrisocks.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.distrisocks.RealPod;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** However many batches ask for whichever pods, Redis is asked for each lease about once a second. */
@SuppressWarnings("NullAway.Init")
class PodDirectoryIT extends RealPod {

    private static final int BATCHES = 300;

    /** Beside ours there are those that pods make for themselves meanwhile. */
    private static final long FEW = 100;

    @Autowired
    private PodDirectory directory;

    @Autowired
    private StringRedisTemplate redis;

    private final String run = Long.toString(System.nanoTime(), 36);
    private final List<PodEpoch> pods = IntStream.range(0, 5)
            .mapToObj(i -> new PodEpoch(new PodId("dir-" + run + "-" + i), 5))
            .toList();

    @AfterEach
    void endThem() {
        pods.forEach(pod -> redis.delete(PodKeys.lease(pod.pod())));
    }

    @Test
    void remembersPodsThatAreAskedForInTurn() {
        pods.forEach(this::lease);

        long before = reads();
        for (int i = 0; i < BATCHES; i++) {
            Set<PodEpoch> some = Set.of(pods.get(i % 5), pods.get((i + 1) % 5));
            assertThat(directory.live(some)).isEqualTo(some);
        }

        assertThat(reads() - before).isLessThan(FEW);
    }

    @Test
    void remembersPodsThatAreDead() {
        lease(pods.getFirst());

        long before = reads();
        for (int i = 0; i < BATCHES; i++) {
            assertThat(directory.live(pods)).containsExactly(pods.getFirst());
        }

        assertThat(reads() - before).isLessThan(FEW);
    }

    @Test
    void findsAPodThatWasStartedAgainAtOnce() {
        PodEpoch first = pods.getFirst();
        PodEpoch second = new PodEpoch(first.pod(), 6);
        assertThat(directory.live(List.of(first))).isEmpty();

        lease(second);

        assertThat(directory.live(List.of(first, second))).containsExactly(second);
    }

    private void lease(PodEpoch pod) {
        redis.opsForValue()
                .set(PodKeys.lease(pod.pod()), new Pod(pod, "", Instant.now()).toLease(), Duration.ofMinutes(1));
    }

    private long reads() {
        Properties stats = Objects.requireNonNull(redis.execute((RedisCallback<Properties>)
                connection -> connection.serverCommands().info("commandstats")));
        String calls = stats.getProperty("cmdstat_mget", "calls=0,");
        return Long.parseLong(calls.substring("calls=".length(), calls.indexOf(',')));
    }
}

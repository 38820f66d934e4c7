package org.distrisocks.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.distrisocks.RealPod;
import org.distrisocks.identity.PodId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The race of a pod id that is started again while what it left is being deleted. */
@SuppressWarnings("NullAway.Init")
class DeadPodsIT extends RealPod {

    private static final PodId BACK = new PodId("comes-back");
    private static final Duration AFTER = Duration.ofMinutes(5);

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private DeadPods pods;

    @AfterEach
    void forget() {
        redis.delete(List.of("{pods}pod:" + BACK, "{pods}epoch:" + BACK, "{pods}janitor:" + BACK));
        redis.opsForZSet().remove("{pods}seen", BACK.value());
    }

    @Test
    void aPodThatStartsIsNotBuried() {
        diedLongAgo();
        start();

        assertThat(pods.gone(AFTER)).doesNotContain(BACK);
        assertThat(pods.bury(BACK, AFTER, _ -> true)).isFalse();
    }

    @Test
    void aStartWaitsUntilTheBurialIsOver() throws Exception {
        diedLongAgo();
        AtomicReference<CompletableFuture<Pod>> start = new AtomicReference<>();

        boolean buried = pods.bury(BACK, AFTER, _ -> {
            start.set(CompletableFuture.supplyAsync(this::start));
            assertThat(start.get()).satisfies(pod -> {
                assertThatThrownBy(() -> pod.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            });
            return true;
        });

        assertThat(buried).isTrue();
        assertThat(start.get().get(5, TimeUnit.SECONDS).id()).isEqualTo(BACK);
        assertThat(redis.opsForZSet().score("{pods}seen", BACK.value())).isNotNull();
    }

    @Test
    void whatCouldNotBeDeletedIsTriedAgain() {
        diedLongAgo();

        assertThat(pods.bury(BACK, AFTER, _ -> false)).isFalse();

        assertThat(pods.gone(AFTER)).contains(BACK);
        assertThat(pods.bury(BACK, AFTER, _ -> true)).isTrue();
        assertThat(pods.gone(AFTER)).doesNotContain(BACK);
    }

    private void diedLongAgo() {
        redis.opsForZSet()
                .add("{pods}seen", BACK.value(), (double) (System.currentTimeMillis() - 2 * AFTER.toMillis()));
    }

    private Pod start() {
        PodProperties properties = new PodProperties(BACK, "", Duration.ofSeconds(10), Duration.ofSeconds(3));
        return new PodConfiguration().pod(redis, properties);
    }
}

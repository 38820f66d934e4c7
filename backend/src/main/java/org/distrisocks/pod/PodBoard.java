package org.distrisocks.pod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

/** Where pods tell how they are, for whoever looks at the cluster: {@code figures:{id}} in Redis, with a short TTL. */
public final class PodBoard {

    /** A pod that is frozen or dead is silent after so long, well before its lease ends. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(3);

    private final StringRedisTemplate redis;
    private final Pod self;
    private final Duration leaseTtl;

    PodBoard(StringRedisTemplate redis, Pod self, Duration leaseTtl) {
        this.redis = redis;
        this.self = self;
        this.leaseTtl = leaseTtl;
    }

    /**
     * Tells something of this pod in place of what it told before.
     *
     * @throws org.springframework.dao.DataAccessException if Redis does not answer
     */
    public void tell(String figures) {
        redis.opsForValue().set(PodKeys.figures(self.id()), figures, SILENT_AFTER);
    }

    /**
     * The pods that were seen last, the newest first.
     *
     * @param most how many at most
     * @throws org.springframework.dao.DataAccessException if Redis does not answer
     */
    public List<PodSighting> read(int most) {
        Set<TypedTuple<String>> seen = redis.opsForZSet().reverseRangeWithScores(PodKeys.PODS, 0, most - 1);
        if (seen == null || seen.isEmpty()) {
            return List.of();
        }
        List<PodId> ids = seen.stream()
                .map(pod -> new PodId(Objects.requireNonNull(pod.getValue())))
                .toList();
        List<@Nullable String> leases = get(ids.stream().map(PodKeys::lease).toList());
        List<@Nullable String> figures = get(ids.stream().map(PodKeys::figures).toList());
        List<Object> left = redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
            ids.forEach(id -> connection.keyCommands().pTtl(PodKeys.lease(id).getBytes(StandardCharsets.UTF_8)));
            return null;
        });
        List<PodSighting> sightings = new ArrayList<>();
        int i = 0;
        for (TypedTuple<String> pod : seen) {
            String lease = leases.get(i);
            long leftMillis = (Long) left.get(i);
            sightings.add(new PodSighting(
                    ids.get(i),
                    Instant.ofEpochMilli(Objects.requireNonNull(pod.getScore()).longValue()),
                    lease == null ? null : Pod.fromLease(ids.get(i), lease),
                    lease == null || leftMillis < 0 ? Duration.ZERO : leaseTtl.minusMillis(leftMillis),
                    figures.get(i)));
            i++;
        }
        return sightings;
    }

    private List<@Nullable String> get(List<String> keys) {
        @Nullable List<@Nullable String> values = redis.opsForValue().multiGet(keys);
        if (values == null) {
            throw new IllegalStateException("MGET is answered outside of a pipeline");
        }
        return values;
    }
}

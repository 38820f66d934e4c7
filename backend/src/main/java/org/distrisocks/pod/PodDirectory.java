package org.distrisocks.pod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Which pods are alive, by their leases in Redis. */
public final class PodDirectory {

    /**
     * For how long a lease that was read is believed. A pod that dies within it gets some envelopes more, which wait in
     * the inbox anyway; in return a batch costs one read of presence and no read of leases.
     */
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(1);

    /** A new snapshot a second can name no more pods than this; the rest are read each time. */
    private static final int MOST_REMEMBERED = 1_000;

    private final StringRedisTemplate redis;
    private final Pod self;
    private volatile Snapshot snapshot = new Snapshot(System.nanoTime(), Map.of());

    PodDirectory(StringRedisTemplate redis, Pod self) {
        this.redis = redis;
        this.self = self;
    }

    /** This pod. */
    public Pod self() {
        return self;
    }

    /**
     * Of the given pods those whose lease holds for that very epoch. An epoch that is younger than the lease known here
     * is looked up at once: the pod has just been started again.
     *
     * @throws org.springframework.dao.DataAccessException if Redis had to be asked and does not answer
     */
    public Set<PodEpoch> live(Collection<PodEpoch> pods) {
        Map<PodId, Long> known = snapshot.isFresh() ? snapshot.epochs : Map.of();
        boolean unsure = pods.stream().anyMatch(pod -> {
            Long epoch = known.get(pod.pod());
            return epoch == null || epoch < pod.epoch();
        });
        Map<PodId, Long> epochs = unsure ? read(pods) : known;
        return pods.stream()
                .filter(pod -> epochs.getOrDefault(pod.pod(), -1L) == pod.epoch())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * All pods that are alive, sorted by id.
     *
     * @throws org.springframework.dao.DataAccessException if Redis does not answer
     */
    public List<Pod> all() {
        Set<String> ids = redis.opsForZSet().range(PodKeys.PODS, 0, -1);
        return leases(
                ids == null ? List.of() : ids.stream().sorted().map(PodId::new).toList());
    }

    private Map<PodId, Long> read(Collection<PodEpoch> pods) {
        Map<PodId, Long> epochs = new HashMap<>();
        leases(pods.stream().map(PodEpoch::pod).distinct().toList())
                .forEach(pod -> epochs.put(pod.id(), pod.self().epoch()));
        if (epochs.size() <= MOST_REMEMBERED) {
            snapshot = new Snapshot(System.nanoTime(), epochs);
        }
        return epochs;
    }

    private List<Pod> leases(List<PodId> ids) {
        List<Pod> pods = new ArrayList<>();
        @Nullable List<@Nullable String> leases =
                redis.opsForValue().multiGet(ids.stream().map(PodKeys::lease).toList());
        for (int i = 0; leases != null && i < ids.size(); i++) {
            String lease = leases.get(i);
            if (lease != null) {
                pods.add(Pod.fromLease(ids.get(i), lease));
            }
        }
        return pods;
    }

    private record Snapshot(long readAt, Map<PodId, Long> epochs) {

        boolean isFresh() {
            return System.nanoTime() - readAt < BELIEVED_FOR.toNanos();
        }
    }
}

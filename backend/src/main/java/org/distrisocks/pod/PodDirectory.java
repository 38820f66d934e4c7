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

    /** A snapshot names no more pods than this; the rest are read each time. */
    private static final int MOST_REMEMBERED = 1_000;

    private static final long NONE = -1;

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
     * Of the given pods those whose lease holds for that very epoch. An epoch that is younger than any that was looked up
     * here is looked up at once: the pod has just been started again. A pod without a lease is remembered as one too.
     *
     * @throws org.springframework.dao.DataAccessException if Redis had to be asked and does not answer
     */
    public Set<PodEpoch> live(Collection<PodEpoch> pods) {
        Snapshot now = snapshot;
        Map<PodId, Known> known = now.isFresh() ? now.pods : Map.of();
        Map<PodId, Long> unsure = new HashMap<>();
        for (PodEpoch pod : pods) {
            Known one = known.get(pod.pod());
            if (one == null || one.lookedUp < pod.epoch()) {
                unsure.merge(pod.pod(), pod.epoch(), Math::max);
            }
        }
        Map<PodId, Known> all = unsure.isEmpty() ? known : read(unsure, known, now);
        return pods.stream()
                .filter(pod -> {
                    Known one = all.get(pod.pod());
                    return one != null && one.epoch == pod.epoch();
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As {@link #live}, by the leases as they are now. */
    public Set<PodEpoch> liveNow(Collection<PodEpoch> pods) {
        Set<PodEpoch> held = leases(pods.stream().map(PodEpoch::pod).distinct().toList()).stream()
                .map(Pod::self)
                .collect(Collectors.toSet());
        held.retainAll(pods);
        return held;
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

    /**
     * Reads the leases of those pods alone and adds them to what is known. A snapshot that named only the pods of the last
     * batch would be of no use to the next one, which has others.
     */
    private Map<PodId, Known> read(Map<PodId, Long> unsure, Map<PodId, Known> known, Snapshot before) {
        long readAt = known.isEmpty() ? System.nanoTime() : before.readAt;
        Map<PodId, Known> all = new HashMap<>(known);
        unsure.forEach((pod, epoch) -> all.put(pod, new Known(NONE, epoch)));
        leases(List.copyOf(unsure.keySet())).forEach(pod -> {
            long epoch = pod.self().epoch();
            all.put(pod.id(), new Known(epoch, Math.max(epoch, unsure.getOrDefault(pod.id(), epoch))));
        });
        if (all.size() <= MOST_REMEMBERED) {
            snapshot = new Snapshot(readAt, all);
        }
        return all;
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

    /**
     * What is known of a pod id.
     *
     * @param epoch that its lease names; {@link #NONE} without a lease
     * @param lookedUp the youngest epoch that the lease was compared with
     */
    private record Known(long epoch, long lookedUp) {}

    private record Snapshot(long readAt, Map<PodId, Known> pods) {

        boolean isFresh() {
            return System.nanoTime() - readAt < BELIEVED_FOR.toNanos();
        }
    }
}

package org.distrisocks.pod;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.distrisocks.identity.PodId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The pods that have been gone for long, for whoever deletes what they left: one pod at a time.
 *
 * <p>The race that it closes: a pod id is started again while its topic is being deleted, and would then read from a topic
 * that is not there. A claim and a start are one script each, so one of them is first. If the start is, the pod counts as
 * seen and cannot be claimed. If the claim is, the start finds it and waits, before it makes its topic, until the claim
 * is given up or has run out; and who claims does no more once {@link #CLAIM} is over.
 */
public final class DeadPods {

    private static final Logger log = LoggerFactory.getLogger(DeadPods.class);

    /** A claim runs out after this; what is done under it must take less. */
    public static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    @SuppressWarnings("rawtypes") // A class object has no type argument.
    private static final RedisScript<List> GONE = RedisScript.of(PodKeys.NOW + """
            return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1], 'LIMIT', 0, 100)
            """, List.class);

    private static final RedisScript<Boolean> CLAIM_IT = RedisScript.of(PodKeys.NOW + """
            local seen = redis.call('ZSCORE', KEYS[2], ARGV[1])
            if redis.call('EXISTS', KEYS[1]) == 1 or not seen or tonumber(seen) > now - ARGV[2] then
              return false
            end
            return redis.call('SET', KEYS[3], ARGV[3], 'NX', 'PX', ARGV[4]) ~= false
            """, Boolean.class);

    private static final RedisScript<Boolean> RELEASE = RedisScript.of("""
            return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) == 1
            """, Boolean.class);

    /** With its epoch, whose next is by the clock then. It is forgotten only by who still holds the claim: else it may have been started and seen meanwhile. */
    private static final RedisScript<Boolean> FORGET = RedisScript.of(PodKeys.NOW + """
            local seen = redis.call('ZSCORE', KEYS[1], ARGV[1])
            if redis.call('GET', KEYS[2]) == ARGV[3] and seen and tonumber(seen) <= now - ARGV[2] then
              redis.call('DEL', KEYS[3])
              return redis.call('ZREM', KEYS[1], ARGV[1]) == 1
            end
            return false
            """, Boolean.class);

    private final StringRedisTemplate redis;
    private final String token = UUID.randomUUID().toString();

    DeadPods(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * Runs a round if no other pod is at one.
     *
     * @param atMost for how long no other pod begins one, if this one does not come to an end
     * @throws org.springframework.dao.DataAccessException if Redis does not answer
     */
    public void alone(Duration atMost, Runnable round) {
        if (Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(PodKeys.JANITOR, token, atMost))) {
            try {
                round.run();
            } finally {
                redis.execute(RELEASE, List.of(PodKeys.JANITOR), token);
            }
        }
    }

    /** At most 100 pods that were last seen longer ago than that, by Redis's clock; not one that lives. */
    public List<PodId> gone(Duration longerThan) {
        List<?> ids = redis.execute(GONE, List.of(PodKeys.PODS), Long.toString(longerThan.toMillis()));
        return ids == null
                ? List.of()
                : ids.stream().map(id -> new PodId(id.toString())).toList();
    }

    /**
     * Deletes what a dead pod left.
     *
     * @param deletion says whether it did all; if so the pod is forgotten
     * @return whether it did; false if the pod is not gone, or is claimed
     */
    public boolean bury(PodId pod, Duration goneFor, Deletion deletion) {
        String age = Long.toString(goneFor.toMillis());
        List<String> keys = List.of(PodKeys.lease(pod), PodKeys.PODS, PodKeys.claim(pod));
        if (!Boolean.TRUE.equals(
                redis.execute(CLAIM_IT, keys, pod.value(), age, token, Long.toString(CLAIM.toMillis())))) {
            return false;
        }
        boolean done = deletion.delete(pod);
        if (done) {
            List<String> left = List.of(PodKeys.PODS, PodKeys.claim(pod), PodKeys.epoch(pod));
            redis.execute(FORGET, left, pod.value(), age, token);
        }
        redis.execute(RELEASE, List.of(PodKeys.claim(pod)), token);
        return done;
    }

    /** What is to be done for a dead pod, in less than {@link #CLAIM}. */
    @FunctionalInterface
    public interface Deletion {

        /** Throws if it is not known what was done: the claim is left to run out then, for it may be done yet. */
        boolean delete(PodId pod);
    }

    /** Waits while what that pod left is being deleted; not for longer than a claim lasts. Redis notifies nobody of a key that is gone. */
    void awaitUnclaimed(PodId pod) {
        long end = System.nanoTime() + CLAIM.toNanos();
        boolean told = false;
        try {
            while (Boolean.TRUE.equals(redis.hasKey(PodKeys.claim(pod))) && System.nanoTime() < end) {
                if (!told) {
                    log.info("pod {} waits until what it left behind is deleted", pod);
                    told = true;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

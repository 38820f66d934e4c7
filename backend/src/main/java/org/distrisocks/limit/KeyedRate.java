package org.distrisocks.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Lets each key do something so many times in a period, and more at once after a rest: a token bucket for each key. Safe for
 * any number of threads.
 *
 * <p>Remembers 100,000 keys at the most; one that is forgotten begins again with a full burst.
 *
 * @param <K> who is limited, for example a user id
 */
public final class KeyedRate<K> {

    private static final int MOST_KEYS = 100_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LoadingCache<K, Bucket> buckets;

    /**
     * @param perSecond times, 1 or more
     * @param burst times at once, after a rest
     */
    public KeyedRate(int perSecond, int burst) {
        this(perSecond, SECOND, burst);
    }

    /**
     * @param times in a period, 1 or more
     * @param burst times at once, after a rest
     */
    public KeyedRate(int times, Duration period, int burst) {
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                // Its bucket is full again by then, as that of a new key is.
                .expireAfterAccess(period.multipliedBy(1L + burst / times))
                .executor(Runnable::run)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(times, period))
                        .build());
    }

    /**
     * Does it so many times, or not once.
     *
     * @return zero if it is allowed, else how long it would have to wait
     */
    public Duration take(K key, int times) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(times);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /**
     * Waits until it may be done once.
     *
     * @return false, at once, if that would take longer; also if the thread is interrupted, which it stays
     */
    public boolean take(K key, Duration patience) {
        try {
            return buckets.get(key).asBlocking().tryConsume(1, patience);
        } catch (InterruptedException podStops) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long the key would have to wait to do it once; zero if it may do it now. Counts nothing. */
    public Duration untilAllowed(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        return bucket == null
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Counts what the key has done so many times, allowed or not; what was not allowed delays what comes after it. */
    public void count(K key, long times) {
        buckets.get(key).consumeIgnoringRateLimits(times);
    }
}

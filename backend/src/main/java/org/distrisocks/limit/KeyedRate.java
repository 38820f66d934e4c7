package org.distrisocks.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Lets each key do something so many times a second, and more at once after a rest: a token bucket for each key. Safe for
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
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                // Its bucket is full again by then, as that of a new key is.
                .expireAfterAccess(SECOND.multipliedBy(1L + burst / perSecond))
                .executor(Runnable::run)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, SECOND))
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
}

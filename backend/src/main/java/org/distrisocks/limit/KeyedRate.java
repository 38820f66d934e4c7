package org.distrisocks.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

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

    private final int times;
    private final Duration period;
    private final int burst;
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
        this(times, period, burst, System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime()} */
    KeyedRate(int times, Duration period, int burst, LongSupplier clock) {
        this.times = times;
        this.period = period;
        this.burst = burst;
        TimeMeter meter = new Nanos(clock);
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfter(new Memory<K>(timeFor(burst).toNanos()))
                .executor(Runnable::run)
                .ticker(clock::getAsLong)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(times, period))
                        .withCustomTimePrecision(meter)
                        .build());
    }

    private record Nanos(LongSupplier clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return clock.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /**
     * For how long a key is remembered after it was asked for: until its bucket is full again, as that of a new key is. A key
     * that owes is remembered for longer, see {@link #remember}. Looks at no bucket, since it is asked for each message.
     */
    private record Memory<K>(long nanos) implements Expiry<K, Bucket> {

        @Override
        public long expireAfterCreate(K key, Bucket bucket, long now) {
            return nanos;
        }

        @Override
        public long expireAfterUpdate(K key, Bucket bucket, long now, long left) {
            return left;
        }

        @Override
        public long expireAfterRead(K key, Bucket bucket, long now, long left) {
            return Math.max(nanos, left);
        }
    }

    /** In which an empty bucket has so many again, and a period more. */
    private Duration timeFor(long missing) {
        return period.multipliedBy(1 + missing / times);
    }

    /** Until what the bucket owes is paid, after a while. */
    private void remember(K key, Bucket bucket, Duration after) {
        Duration full = timeFor(burst - bucket.getAvailableTokens()).plus(after);
        buckets.policy().expireVariably().ifPresent(memory -> memory.setExpiresAfter(key, full));
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
        Bucket bucket = buckets.get(key);
        remember(key, bucket, patience);
        try {
            return bucket.asBlocking().tryConsume(1, patience);
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
        Bucket bucket = buckets.get(key);
        bucket.consumeIgnoringRateLimits(times);
        remember(key, bucket, Duration.ZERO);
    }
}

package org.distrisocks.pod;

import java.util.List;
import org.distrisocks.schedule.PeriodicTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps this pod's proof of life in Redis: with a TTL, and when it was last seen in {@link PodKeys#PODS}.
 *
 * <p>It starts before the pod takes traffic and is given up last. A renewal that finds the lease gone (Redis was
 * emptied, or the pod was frozen longer than the TTL) writes it anew and says so with {@link PodLeaseRenewed}. One that
 * finds the lease of a newer epoch leaves it alone and says {@link PodReplaced}.
 */
final class PodLease extends PeriodicTask {

    private static final Logger log = LoggerFactory.getLogger(PodLease.class);

    /** Starts before the message bindings and the web server, and stops after them but before Redis, at phase 0. */
    private static final int PHASE = 100;

    /** A pod that is slow to stop must not take the lease of the one that has been started in its place. */
    private static final RedisScript<Boolean> GIVE_UP = RedisScript.of("""
            return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1])
            """, Boolean.class);

    /**
     * Lengthens the lease if it is this epoch's. A frozen pod that wakes up may find that another process has been started
     * in its place; between a look and a write of its own that could happen too, so both are one script.
     */
    private static final RedisScript<Long> RENEW = RedisScript.of(PodKeys.NOW + """
            local lease = redis.call('GET', KEYS[1])
            local epoch = lease and tonumber(string.match(lease, '^%d+'))
            if epoch and epoch > tonumber(ARGV[3]) then return 2 end
            redis.call('ZADD', KEYS[2], now, ARGV[4])
            if lease == ARGV[1] then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """, Long.class);

    private static final long WRITTEN_ANEW = 1;
    private static final long REPLACED = 2;

    private final StringRedisTemplate redis;
    private final Pod pod;
    private final PodProperties properties;
    private final ApplicationEventPublisher events;
    private boolean replaced;

    PodLease(StringRedisTemplate redis, Pod pod, PodProperties properties, ApplicationEventPublisher events) {
        super("pod-lease", properties.leaseRenewal());
        this.redis = redis;
        this.pod = pod;
        this.properties = properties;
        this.events = events;
    }

    @Override
    public synchronized void start() {
        if (execute(RENEW) == REPLACED) {
            throw new IllegalStateException("pod %s has been started elsewhere meanwhile".formatted(pod.id()));
        }
        super.start();
        log.info("pod {} epoch {} is alive", pod.id(), pod.self().epoch());
    }

    /** Renews the lease. */
    @Override
    protected void run() {
        if (replaced) {
            return;
        }
        try {
            long result = execute(RENEW);
            if (result == WRITTEN_ANEW) {
                log.warn("the lease of pod {} was gone and is written anew", pod.id());
                events.publishEvent(new PodLeaseRenewed(pod.self()));
            } else if (result == REPLACED) {
                replaced = true;
                events.publishEvent(new PodReplaced(pod.self()));
            }
        } catch (DataAccessException unreachable) {
            log.warn("the lease of pod {} could not be renewed: {}", pod.id(), unreachable.getMessage());
        }
    }

    private long execute(RedisScript<Long> script) {
        return redis.execute(
                script,
                List.of(PodKeys.lease(pod.id()), PodKeys.PODS),
                pod.toLease(),
                Long.toString(properties.leaseTtl().toMillis()),
                Long.toString(pod.self().epoch()),
                pod.id().value());
    }

    @Override
    public void stop() {
        super.stop();
        try {
            redis.execute(GIVE_UP, List.of(PodKeys.lease(pod.id())), pod.toLease());
        } catch (DataAccessException unreachable) {
            log.warn("the lease of pod {} is left to run out: {}", pod.id(), unreachable.getMessage());
        }
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

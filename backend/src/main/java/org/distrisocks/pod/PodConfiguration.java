package org.distrisocks.pod;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

@Configuration(proxyBeanMethods = false)
class PodConfiguration {

    /**
     * A pod's next epoch: the greater of the last one plus one and Redis's own clock in milliseconds. The clock keeps it
     * growing when Redis has lost the counter, the counter when its clock is set back, and no pod's clock has a say. From
     * then on no janitor takes the pod for dead ({@link DeadPods}).
     */
    private static final RedisScript<Long> NEXT_EPOCH = RedisScript.of(PodKeys.NOW + """
            local last = tonumber(redis.call('GET', KEYS[1]) or '0')
            local epoch = string.format('%.0f', math.max(last + 1, tonumber(now)))
            redis.call('SET', KEYS[1], epoch)
            redis.call('ZADD', KEYS[2], now, ARGV[1])
            return tonumber(epoch)
            """, Long.class);

    @Bean
    Pod pod(StringRedisTemplate redis, PodProperties properties) {
        Long epoch = redis.execute(
                NEXT_EPOCH,
                List.of(PodKeys.epoch(properties.id()), PodKeys.PODS),
                properties.id().value());
        new DeadPods(redis).awaitUnclaimed(properties.id());
        PodEpoch self = new PodEpoch(properties.id(), Objects.requireNonNull(epoch, "Redis gave no epoch"));
        return new Pod(self, properties.address(), Instant.now());
    }

    @Bean
    PodLease podLease(StringRedisTemplate redis, Pod pod, PodProperties properties, ApplicationEventPublisher events) {
        return new PodLease(redis, pod, properties, events);
    }

    @Bean
    DeadPods deadPods(StringRedisTemplate redis) {
        return new DeadPods(redis);
    }

    @Bean
    PodDirectory podDirectory(StringRedisTemplate redis, Pod pod) {
        return new PodDirectory(redis, pod);
    }

    @Bean
    PodBoard podBoard(StringRedisTemplate redis, Pod pod, PodProperties properties) {
        return new PodBoard(redis, pod, properties.leaseTtl());
    }

    @Bean
    @ConfigurationPropertiesBinding
    static Converter<String, PodId> podIdConverter() {
        return new Converter<>() {
            @Override
            public PodId convert(String text) {
                return new PodId(text);
            }
        };
    }
}

package org.distrisocks.pod;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the pod bears a Redis that is away. */
@Configuration(proxyBeanMethods = false)
class RedisClientConfiguration {

    /** A command fails at once; waiting for the connection, each would hold its thread until it times out. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failsWhileDisconnected() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** By default Lettuce comes to try only every 30 s, so the pod would stay away from a Redis that is back. */
    @Bean
    ClientResourcesBuilderCustomizer triesAgainEachSecond() {
        return resources -> resources.reconnectDelay(
                () -> Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS));
    }
}

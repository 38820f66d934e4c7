package org.distrisocks.relay;

import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** How the pod leaves a Kafka that is away. */
@Configuration(proxyBeanMethods = false)
class KafkaClientConfiguration {

    /** By default each of three producers waits 30 s for what it could not publish; the inbox has all of that. */
    private static final int CLOSE_SECONDS = 1;

    @Bean
    ClientFactoryCustomizer closesProducersSoon() {
        return new ClientFactoryCustomizer() {
            @Override
            public void configure(ProducerFactory<?, ?> producers) {
                if (producers instanceof DefaultKafkaProducerFactory<?, ?> factory) {
                    factory.setPhysicalCloseTimeout(CLOSE_SECONDS);
                }
            }
        };
    }
}

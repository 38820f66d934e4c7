package org.distrisocks;

import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.docker.DockerServices;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Kafka, PostgreSQL and Redis of one Spring context, in containers that end with it. */
@TestConfiguration(proxyBeanMethods = false)
public class ContainerServices {

    @Bean
    @ServiceConnection
    KafkaContainer kafka() {
        return DockerServices.kafka();
    }

    /** The binder of Spring Cloud Stream asks for the partitions of a topic without the service connection. */
    @Bean
    DynamicPropertyRegistrar binder(KafkaContainer kafka) {
        return registry -> registry.add("spring.cloud.stream.kafka.binder.brokers", kafka::getBootstrapServers);
    }

    @Bean
    @ServiceConnection
    PostgreSQLContainer postgres() {
        return DockerServices.postgres(DevServicesOptions.DEFAULT_LOGIN);
    }

    @Bean
    @ServiceConnection("redis")
    GenericContainer<?> redis() {
        return DockerServices.redis();
    }
}

package org.distrisocks.part;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code dependencies} in {@code /actuator/health}: Kafka, Redis and PostgreSQL, each UP or DOWN as {@link PartGauges}
 * found it at its last probe. A request waits for none of them, and readiness includes none of them (ADR 34).
 */
@Configuration(proxyBeanMethods = false)
class DependencyHealth {

    @Bean
    CompositeHealthContributor dependencies(PartGauges gauges) {
        return CompositeHealthContributor.fromMap(gauges.up().keySet().stream()
                .collect(Collectors.toMap(Function.identity(), name -> indicator(gauges, name))));
    }

    private static HealthIndicator indicator(PartGauges gauges, String name) {
        return () -> Boolean.TRUE.equals(gauges.up().get(name))
                ? Health.up().build()
                : Health.down().build();
    }
}

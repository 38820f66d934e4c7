package org.distrisocks.tracing;

import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Brings Boot's tracer and its exporter, if they are asked for. {@code DistriSocksApplication} leaves out all that Boot makes of
 * itself there: it would trace every request and every channel, which is not what we ask.
 */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    private static final String ENABLED = "distrisocks.tracing.enabled";

    @Bean
    @ConditionalOnBooleanProperty(name = ENABLED, havingValue = false, matchIfMissing = true)
    MessageSpans noSpans() {
        return MessageSpans.OFF;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(ENABLED)
    @Import({
        OpenTelemetrySdkAutoConfiguration.class,
        OpenTelemetryTracingAutoConfiguration.class,
        OtlpTracingAutoConfiguration.class
    })
    static class On {

        @Bean
        MessageSpans spans(Propagator propagator) {
            return new RecordedSpans(propagator);
        }
    }
}

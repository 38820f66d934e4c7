package org.distrisocks;

import org.distrisocks.log.RepeatFilter;
import org.distrisocks.part.StartGate;
import org.distrisocks.pod.StopLimit;
import org.distrisocks.settings.ConfigMapGate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.zipkin.ZipkinWithOpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** One pod of distriSocks. */
@SuppressWarnings("removal") // Excluded for as long as Boot has it.
@SpringBootApplication(
        exclude = {
            OpenTelemetrySdkAutoConfiguration.class,
            OpenTelemetryLoggingAutoConfiguration.class,
            OtlpLoggingAutoConfiguration.class,
            OpenTelemetryTracingAutoConfiguration.class,
            OtlpTracingAutoConfiguration.class,
            ZipkinWithOpenTelemetryTracingAutoConfiguration.class,
            MicrometerTracingAutoConfiguration.class,
            NoopTracerAutoConfiguration.class
        })
@ConfigurationPropertiesScan
@EnableScheduling
public class DistriSocksApplication {

    static void main(String[] args) {
        SpringApplication pod = new SpringApplication(DistriSocksApplication.class);
        pod.addListeners(new RepeatFilter.Installer());
        pod.addInitializers(new ConfigMapGate(), new StopLimit(), new StartGate());
        pod.run(args);
    }
}

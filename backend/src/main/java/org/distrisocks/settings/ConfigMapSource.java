package org.distrisocks.settings;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.cloud.bootstrap.config.BootstrapPropertySource;
import org.springframework.cloud.kubernetes.fabric8.config.Fabric8ConfigMapPropertySource;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The properties that the ConfigMap holds now. Those that Spring Cloud has read at the start are found by their type, since
 * their name depends on how they were read: inside {@code composite-configmap} by {@code spring.config.import}, or as
 * {@code bootstrapProperties-configmap.NAME.NAMESPACE} by a bootstrap context.
 */
final class ConfigMapSource extends MapPropertySource {

    ConfigMapSource(Map<String, Object> properties) {
        super("configmap", properties);
    }

    /** The property sources that hold a ConfigMap; none if it could not be read, and an empty one if there was none. */
    static Stream<EnumerablePropertySource<?>> in(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(ConfigMapSource::holds)
                .map(source -> (EnumerablePropertySource<?>) source);
    }

    private static boolean holds(PropertySource<?> source) {
        return switch (source) {
            case ConfigMapSource _, Fabric8ConfigMapPropertySource _ -> true;
            case BootstrapPropertySource<?> wrapped -> holds(wrapped.getDelegate());
            case CompositePropertySource all ->
                all.getPropertySources().stream().anyMatch(ConfigMapSource::holds);
            default -> false;
        };
    }
}

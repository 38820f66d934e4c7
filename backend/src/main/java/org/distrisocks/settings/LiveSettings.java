package org.distrisocks.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/**
 * Puts what a ConfigMap says now in the place of what it said before, where arguments and environment variables still win,
 * publishes {@link SettingsChanged}, and sets log levels.
 */
@Component
class LiveSettings {

    private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

    /** Of the property source that Spring Cloud has made at the start. */
    private static final String SOURCE = "configmap";

    private static final String LEVELS = "logging.level.";

    private final ConfigurableEnvironment environment;
    private final LoggingSystem logging;
    private final ApplicationEventPublisher events;

    LiveSettings(ConfigurableEnvironment environment, LoggingSystem logging, ApplicationEventPublisher events) {
        this.environment = environment;
        this.logging = logging;
        this.events = events;
    }

    /** @param data of the ConfigMap: one document {@code application.yaml} */
    synchronized void take(Map<String, String> data) {
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> old = sources.stream()
                .filter(source -> source.getName().startsWith(SOURCE))
                .findFirst()
                .orElse(null);
        Map<String, Object> before = old instanceof EnumerablePropertySource<?> known ? values(known) : Map.of();
        Map<String, Object> now;
        try {
            now = parse(data.getOrDefault("application.yaml", ""));
        } catch (IOException | RuntimeException noYaml) {
            log.error(
                    "application.yaml of the ConfigMap cannot be read and the old settings stay: {}",
                    noYaml.getMessage());
            return;
        }
        Set<String> changed = differences(before, now);
        if (changed.isEmpty()) {
            return;
        }
        if (old == null) {
            sources.addAfter(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new MapPropertySource(SOURCE, now));
        } else {
            sources.replace(old.getName(), new MapPropertySource(old.getName(), now));
        }
        log.info("the ConfigMap has changed {}", changed.stream().sorted().toList());
        events.publishEvent(new SettingsChanged(environment));
        changed.stream().filter(name -> name.startsWith(LEVELS)).forEach(this::setLevel);
    }

    /** A level that is set no more is that of its parent again. */
    private void setLevel(String property) {
        String level = environment.getProperty(property);
        try {
            logging.setLogLevel(
                    property.substring(LEVELS.length()),
                    level == null ? null : LogLevel.valueOf(level.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            log.error("{} cannot be {} and stays", property, level);
        }
    }

    private static Map<String, Object> parse(String yaml) throws IOException {
        ByteArrayResource document = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> all = new LinkedHashMap<>();
        for (PropertySource<?> source : new YamlPropertySourceLoader().load(SOURCE, document)) {
            if (source instanceof EnumerablePropertySource<?> known) {
                all.putAll(values(known));
            }
        }
        return all;
    }

    private static Map<String, Object> values(EnumerablePropertySource<?> source) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : source.getPropertyNames()) {
            values.put(name, String.valueOf(source.getProperty(name)));
        }
        return values;
    }

    private static Set<String> differences(Map<String, Object> one, Map<String, Object> other) {
        Set<String> names = new HashSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
        return names;
    }
}

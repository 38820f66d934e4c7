package org.distrisocks.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.kubernetes.commons.config.SourceDataEntriesProcessor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Replaces the properties that were read from the ConfigMap with those that it holds now, below arguments and environment
 * variables, publishes {@link SettingsChanged}, and sets log levels. A key that is no longer in it has its default again.
 */
@Component
class LiveSettings {

    private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

    private final ConfigurableEnvironment environment;
    private final LoggingSystem logging;
    private final LoggerGroups groups;
    private final ApplicationEventPublisher events;
    private Map<String, LogLevel> levels;
    private final SettingsCheck check;

    LiveSettings(
            ConfigurableEnvironment environment,
            LoggingSystem logging,
            LoggerGroups groups,
            ApplicationEventPublisher events,
            SettingsCheck check) {
        this.check = check;
        this.environment = environment;
        this.logging = logging;
        this.groups = groups;
        this.events = events;
        this.levels = configuredLevels();
    }

    /** @param data of the ConfigMap, parsed as Spring Cloud parses it at the start */
    synchronized void take(Map<String, String> data) {
        Map<String, Object> now;
        try {
            now = SourceDataEntriesProcessor.processAllEntries(data, environment);
        } catch (RuntimeException noYaml) {
            log.error("the ConfigMap cannot be parsed and the old settings stay: {}", noYaml.getMessage());
            return;
        }
        List<EnumerablePropertySource<?>> old = ConfigMapSource.in(environment).toList();
        Set<String> changed = differences(values(old), values(List.of(new ConfigMapSource(now))));
        if (changed.isEmpty()) {
            return;
        }
        ConfigMapSource fresh = new ConfigMapSource(now);
        replace(old, fresh);
        try {
            check.check(environment);
        } catch (BindException named) {
            log.debug("a value cannot be, which whoever reads it says", named);
        } catch (IllegalArgumentException broken) {
            restore(old, fresh);
            log.error("The settings of the ConfigMap are refused and the old ones stay: {}", broken.getMessage());
            return;
        }
        log.info("the ConfigMap has changed {}", changed.stream().sorted().toList());
        events.publishEvent(new SettingsChanged(environment));
        setLevels();
    }

    private void replace(List<EnumerablePropertySource<?>> old, ConfigMapSource fresh) {
        MutablePropertySources sources = environment.getPropertySources();
        if (old.isEmpty()) {
            sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, fresh);
        } else {
            sources.replace(old.getFirst().getName(), fresh);
            old.stream().skip(1).forEach(other -> sources.remove(other.getName()));
        }
    }

    private void restore(List<EnumerablePropertySource<?>> old, ConfigMapSource refused) {
        MutablePropertySources sources = environment.getPropertySources();
        if (old.isEmpty()) {
            sources.remove(refused.getName());
            return;
        }
        sources.replace(refused.getName(), old.getFirst());
        for (int i = 1; i < old.size(); i++) {
            sources.addAfter(old.get(i - 1).getName(), old.get(i));
        }
    }

    /** A logger whose level is no longer configured has that of its parent again. */
    private void setLevels() {
        Map<String, LogLevel> fresh;
        try {
            fresh = configuredLevels();
        } catch (BindException wrong) {
            log.error(
                    "the new logging.level.* cannot be and the old ones stay: {}",
                    NestedExceptionUtils.getMostSpecificCause(wrong).getMessage());
            return;
        }
        differences(levels, fresh).forEach(name -> setLevel(name, fresh.get(name)));
        levels = fresh;
    }

    private void setLevel(String name, @Nullable LogLevel level) {
        LoggerGroup group = groups.get(name);
        if (group != null && group.hasMembers()) {
            group.configureLogLevel(level, logging::setLogLevel);
        } else {
            logging.setLogLevel(name, level);
        }
    }

    private Map<String, LogLevel> configuredLevels() {
        return Binder.get(environment)
                .bind("logging.level", Bindable.mapOf(String.class, LogLevel.class))
                .orElse(Map.of());
    }

    private static Map<String, String> values(List<EnumerablePropertySource<?>> sources) {
        Map<String, String> values = new HashMap<>();
        for (EnumerablePropertySource<?> source : sources) {
            for (String name : source.getPropertyNames()) {
                values.putIfAbsent(name, String.valueOf(source.getProperty(name)));
            }
        }
        return values;
    }

    private static <V> Set<String> differences(Map<String, V> one, Map<String, V> other) {
        Set<String> names = new HashSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
        return names;
    }
}

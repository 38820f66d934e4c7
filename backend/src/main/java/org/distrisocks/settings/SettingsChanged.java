package org.distrisocks.settings;

import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/** Settings have changed while the pod runs; whoever can follow takes up what is theirs. */
public record SettingsChanged(Environment environment) {

    private static final Logger log = LoggerFactory.getLogger(SettingsChanged.class);

    /**
     * Reads a record of settings anew. If a value cannot be, the log names it and nothing is taken up.
     *
     * @param record annotated with {@link ConfigurationProperties}
     * @param user takes it up
     */
    public <T> void read(Class<T> record, Consumer<T> user) {
        String prefix = Objects.requireNonNull(record.getAnnotation(ConfigurationProperties.class))
                .value();
        T fresh;
        try {
            fresh = Binder.get(environment).bindOrCreate(prefix, record);
        } catch (BindException wrong) {
            log.error(
                    "the new {}.* cannot be and the old ones stay: {}",
                    prefix,
                    NestedExceptionUtils.getMostSpecificCause(wrong).getMessage());
            return;
        }
        user.accept(fresh);
    }
}

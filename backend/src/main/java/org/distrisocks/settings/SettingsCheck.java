package org.distrisocks.settings;

import org.springframework.core.env.Environment;

/** Looks at settings before anything takes them up. */
public interface SettingsCheck {

    /**
     * @throws IllegalArgumentException if these settings cannot work together, with the names of the properties
     * @throws org.springframework.boot.context.properties.bind.BindException if a value cannot be
     */
    void check(Environment environment);
}

package org.distrisocks.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code distrisocks.session.drain-window}.
 *
 * @param drainWindow over which a pod that stops spreads the end of its sessions
 */
@ConfigurationProperties("distrisocks.session")
record DrainProperties(Duration drainWindow) {

    DrainProperties {
        if (drainWindow.isNegative()) {
            throw new IllegalArgumentException("distrisocks.session.drain-window must not be negative");
        }
    }
}

package org.distrisocks.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limit of HTTP bodies among {@code distrisocks.limits.*}, which holds always.
 *
 * @param maxBody octets of the body of one HTTP request; more is 413
 */
@ConfigurationProperties("distrisocks.limits")
record EdgeLimits(@DefaultValue("64KB") DataSize maxBody) {

    EdgeLimits {
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("distrisocks.limits.max-body must be greater than 0, not " + maxBody);
        }
    }
}

package org.distrisocks.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code distrisocks.edge.*}.
 *
 * @param maxBody octets of the body of one HTTP request; more is 413
 */
@ConfigurationProperties("distrisocks.edge")
record EdgeProperties(@DefaultValue("64KB") DataSize maxBody) {

    EdgeProperties {
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("distrisocks.edge.max-body must be greater than 0, not " + maxBody);
        }
    }
}

package org.distrisocks.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.session.*}.
 *
 * @param heartBeat how often this server can send a heart-beat and wants one
 * @param loginNotice how long before its token ends a session is told so
 */
@ConfigurationProperties("distrisocks.session")
public record SessionProperties(
        @DefaultValue("10s") Duration heartBeat,
        @DefaultValue("1m") Duration loginNotice) {

    public SessionProperties {
        if (heartBeat.isNegative() || loginNotice.isNegative()) {
            throw new IllegalArgumentException(
                    "distrisocks.session.heart-beat and distrisocks.session.login-notice must not be negative");
        }
    }
}

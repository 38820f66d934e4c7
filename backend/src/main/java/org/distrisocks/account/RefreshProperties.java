package org.distrisocks.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code distrisocks.auth.refresh.*}.
 *
 * @param lifetime for how long a login can be refreshed after its last use, more than nothing
 * @param grace for how long a token that was just used is answered once more, with the same next one; nothing: never
 * @param logins how many of one user can be refreshed, 1 or more; the one that was not used for longest ends first
 */
@ConfigurationProperties("distrisocks.auth.refresh")
record RefreshProperties(
        @DefaultValue("30d") Duration lifetime,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("20") int logins) {

    RefreshProperties {
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("distrisocks.auth.refresh.lifetime must be longer than nothing");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("distrisocks.auth.refresh.grace must not be less than nothing");
        }
        if (logins < 1) {
            throw new IllegalArgumentException("distrisocks.auth.refresh.logins must be 1 or more");
        }
    }
}

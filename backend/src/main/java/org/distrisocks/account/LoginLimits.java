package org.distrisocks.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of logins by password among {@code distrisocks.limits.*}, each for one pod.
 *
 * @param enabled whether counts and rates are limited; sizes and times always are
 * @param loginFailures wrong passwords for one name at once, 1 or more
 * @param loginPause after so long one more is allowed
 * @param passwordChecks passwords hashed at the same time, 1 or more; if absent, half as many as there are processors
 * @param passwordWait how long a login waits for its turn to be hashed
 */
@ConfigurationProperties("distrisocks.limits")
record LoginLimits(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10") int loginFailures,
        @DefaultValue("6s") Duration loginPause,
        @Nullable Integer passwordChecks,
        @DefaultValue("5s") Duration passwordWait) {

    LoginLimits {
        if (loginFailures < 1) {
            throw new IllegalArgumentException("distrisocks.limits.login-failures must be 1 or more");
        }
        if (!loginPause.isPositive()) {
            throw new IllegalArgumentException("distrisocks.limits.login-pause must be longer than nothing");
        }
        if (passwordChecks != null && passwordChecks < 1) {
            throw new IllegalArgumentException("distrisocks.limits.password-checks must be 1 or more");
        }
        if (passwordWait.isNegative()) {
            throw new IllegalArgumentException("distrisocks.limits.password-wait must not be negative");
        }
    }

    /** The rest of the processors is for those who have logged in. */
    int checksAtOnce() {
        return passwordChecks == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : passwordChecks;
    }
}

package org.distrisocks.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of requests over REST among {@code distrisocks.limits.*}, each for one pod. Messages that are sent over REST
 * are limited as those over STOMP, and by none of these.
 *
 * @param enabled whether counts and rates are limited; sizes and times always are
 * @param requestRate requests of one user a second; an answer counts as one more for each 32 KB
 * @param requestBurst requests of one user after a rest
 * @param requests requests that are handled at the same time; others wait
 * @param requestsPerUser requests of one user at the same time
 * @param loginRate logins, registrations, refreshes and logouts over REST from one address a second
 * @param loginBurst logins, registrations, refreshes and logouts over REST from one address after a rest
 * @param logins logins, registrations, refreshes and logouts over REST at the same time
 */
@ConfigurationProperties("distrisocks.limits")
record RequestLimits(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("50") int requestRate,
        @DefaultValue("100") int requestBurst,
        @DefaultValue("3") int requests,
        @DefaultValue("8") int requestsPerUser,
        @DefaultValue("20") int loginRate,
        @DefaultValue("200") int loginBurst,
        @DefaultValue("100") int logins) {

    RequestLimits {
        requirePositive("request-rate", requestRate);
        requirePositive("request-burst", requestBurst);
        requirePositive("requests-per-user", requestsPerUser);
        requirePositive("requests", requests);
        requirePositive("login-rate", loginRate);
        requirePositive("login-burst", loginBurst);
        requirePositive("logins", logins);
    }

    private static void requirePositive(String limit, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("distrisocks.limits." + limit + " must be 1 or more");
        }
    }
}

package org.distrisocks.session;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The counts and rates of connections among {@code distrisocks.limits.*}, each for one pod.
 *
 * @param enabled whether counts and rates are limited; sizes and times always are
 * @param allowedOrigins pages of these origins may connect beside those that a pod serves, for example
 *     {@code https://chat.example.org}; {@code *} stands for any part
 * @param connections WebSockets open at once
 * @param connectionsPerAddress of these from one address
 * @param sessionsPerUser open at once
 * @param subscriptionsPerUser over all of the user's sessions
 * @param subscribeRate SUBSCRIBEs of one user a second
 * @param subscribeBurst SUBSCRIBEs of one user at once
 */
@ConfigurationProperties("distrisocks.limits")
record ConnectionLimits(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("10000") int connections,
        @DefaultValue("1000") int connectionsPerAddress,
        @DefaultValue("100") int sessionsPerUser,
        @DefaultValue("500") int subscriptionsPerUser,
        @DefaultValue("20") int subscribeRate,
        @DefaultValue("300") int subscribeBurst) {

    ConnectionLimits {
        requirePositive("connections", connections);
        requirePositive("connections-per-address", connectionsPerAddress);
        requirePositive("sessions-per-user", sessionsPerUser);
        requirePositive("subscriptions-per-user", subscriptionsPerUser);
        requirePositive("subscribe-rate", subscribeRate);
        requirePositive("subscribe-burst", subscribeBurst);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("distrisocks.limits." + name + " must be 1 or more");
        }
    }
}

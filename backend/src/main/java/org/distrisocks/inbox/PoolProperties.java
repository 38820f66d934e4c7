package org.distrisocks.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.connections.*}: connections of a pod to PostgreSQL, by kind of work. Logins, users and migrations have
 * those of {@code spring.datasource.hikari.maximum-pool-size}.
 *
 * @param storing for the lanes; as many as {@code distrisocks.submission.lanes}
 * @param statuses for the ledgers, and for statuses that do not come by Kafka
 * @param inboxes for reading inboxes and the sweep; as many as {@code distrisocks.delivery.readers}
 * @param history for conversations and messages over REST; as many as {@code distrisocks.limits.requests}
 */
@ConfigurationProperties("distrisocks.connections")
record PoolProperties(
        @DefaultValue("1") int storing,
        @DefaultValue("2") int statuses,
        @DefaultValue("4") int inboxes,
        @DefaultValue("3") int history) {

    PoolProperties {
        requirePositive("storing", storing);
        requirePositive("statuses", statuses);
        requirePositive("inboxes", inboxes);
        requirePositive("history", history);
    }

    private static void requirePositive(String kind, int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("distrisocks.connections." + kind + " must be 1 or more");
        }
    }
}

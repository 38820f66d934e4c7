package org.distrisocks.inbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Connections to PostgreSQL by kind of work, so that none of one kind waits for those of another (ADR 31). They are made
 * as Spring Boot makes the pod's own pool, which serves logins and users. No beans of type {@code DataSource}: health asks
 * each of those for a connection.
 */
@Component
class Pools implements AutoCloseable {

    /** A request over REST that takes longer is given up: its connection is one of a few. */
    private static final String NO_LONG_STATEMENTS = "SET statement_timeout = '3s'";

    private final HikariDataSource storing;
    private final HikariDataSource statuses;
    private final HikariDataSource inboxes;
    private final HikariDataSource history;

    Pools(HikariDataSource pattern, PoolProperties sizes, MeterRegistry meters) {
        storing = new HikariDataSource(like(pattern, "storing", sizes.storing(), meters));
        statuses = new HikariDataSource(like(pattern, "statuses", sizes.statuses(), meters));
        inboxes = new HikariDataSource(like(pattern, "inboxes", sizes.inboxes(), meters));
        HikariConfig impatient = like(pattern, "history", sizes.history(), meters);
        impatient.setConnectionInitSql(NO_LONG_STATEMENTS);
        history = new HikariDataSource(impatient);
    }

    private static HikariConfig like(HikariDataSource pattern, String name, int size, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        pattern.copyStateTo(config);
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        return config;
    }

    HikariDataSource storing() {
        return storing;
    }

    HikariDataSource statuses() {
        return statuses;
    }

    HikariDataSource inboxes() {
        return inboxes;
    }

    HikariDataSource history() {
        return history;
    }

    @Override
    public void close() {
        storing.close();
        statuses.close();
        inboxes.close();
        history.close();
    }
}

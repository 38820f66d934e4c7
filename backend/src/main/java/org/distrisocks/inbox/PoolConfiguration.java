package org.distrisocks.inbox;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the classes of this package ask PostgreSQL by, each with the connections of its kind of work ({@link Pools}). */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

    static final String STORING = "storing";
    static final String STATUSES = "statuses";
    static final String INBOXES = "inboxes";
    static final String HISTORY = "history";

    @Bean(defaultCandidate = false)
    @Qualifier(STORING) JdbcTemplate storingJdbc(Pools pools) {
        return new JdbcTemplate(pools.storing());
    }

    @Bean(defaultCandidate = false)
    @Qualifier(STORING) TransactionTemplate storingTransactions(Pools pools) {
        return new TransactionTemplate(new JdbcTransactionManager(pools.storing()));
    }

    @Bean(defaultCandidate = false)
    @Qualifier(STATUSES) JdbcTemplate statusesJdbc(Pools pools) {
        return new JdbcTemplate(pools.statuses());
    }

    @Bean(defaultCandidate = false)
    @Qualifier(INBOXES) JdbcTemplate inboxesJdbc(Pools pools) {
        return new JdbcTemplate(pools.inboxes());
    }

    @Bean(defaultCandidate = false)
    @Qualifier(HISTORY) JdbcTemplate historyJdbc(Pools pools) {
        return new JdbcTemplate(pools.history());
    }
}

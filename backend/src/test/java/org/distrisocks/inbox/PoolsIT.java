package org.distrisocks.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Work of one kind goes on while another kind has all the connections that it may have. */
@SuppressWarnings("NullAway.Init")
class PoolsIT extends RealPod {

    @Autowired
    private HikariDataSource accounts;

    @Autowired
    private Pools pools;

    @Autowired
    private MessageStore store;

    @Autowired
    private StatusMoves moves;

    @Autowired
    private InboxReader inbox;

    private final List<Connection> held = new ArrayList<>();

    @AfterEach
    void release() throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
    }

    @Test
    void storesAndMovesWhileLoginsAndReadersHaveAllTheirs() throws SQLException {
        UserId alice = user("alice");
        UserId bob = user("bob");
        holdAll(accounts);
        holdAll(pools.history());
        holdAll(pools.inboxes());

        assertThat(store.store(List.of(message(alice, bob, "c1", "hi")))).hasOnlyElementsOfType(Stored.class);
        assertThat(moves.reached(List.of())).isEmpty();
    }

    @Test
    void readsInboxesWhileHistoryHasAllItsOwn() throws SQLException {
        UserId bob = user("bob");
        holdAll(accounts);
        holdAll(pools.history());

        assertThat(inbox.stale(List.of(bob), Duration.ZERO)).isEmpty();
    }

    private void holdAll(HikariDataSource pool) throws SQLException {
        for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            held.add(pool.getConnection());
        }
    }
}

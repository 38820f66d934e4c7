package org.distrisocks.inbox;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.identity.UserId;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.stereotype.Component;

/**
 * Reads what users have not got yet.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} if PostgreSQL does not answer.
 */
@Component
public class InboxReader {

    private static final String PAGE = """
            SELECT * FROM (
              SELECT p.*, count(*) OVER () AS found,
                sum(octet_length(p.payload)) OVER (ORDER BY p.seq ROWS UNBOUNDED PRECEDING) - octet_length(p.payload)
                AS bytes_before
              FROM (SELECT m.* FROM inbox i JOIN messages m USING (message_id)
                    WHERE i.receiver_id = ? AND i.seq > ? AND i.seq <> ALL (?::bigint[])
                    ORDER BY i.seq
                    LIMIT ?) p) page
            WHERE bytes_before < ? ORDER BY seq
            """;

    private static final String REMAINING = """
            SELECT seq FROM inbox WHERE receiver_id = ? AND seq = ANY (?::bigint[])
            """;

    /**
     * One row of each user, the first by the primary key: it was stored before the others, or with those that waited for a
     * lock at the time. In subqueries with LIMIT, which the planner cannot turn into a join that reads the inbox whole
     * (ADR 4).
     */
    private static final String STALE = """
            SELECT user_id, waited FROM (
              SELECT u.user_id, (SELECT extract(epoch FROM now() - i.stored_at) * 1000 FROM inbox i
                                 WHERE i.receiver_id = u.user_id ORDER BY i.receiver_id, i.seq LIMIT 1) AS waited
              FROM unnest(?::text[]) AS u(user_id)
            ) first
            WHERE waited > ?
            """;

    private final JdbcTemplate jdbc;

    InboxReader(@Qualifier(PoolConfiguration.INBOXES) JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next messages of a user's inbox, in the order of storing.
     *
     * @param after the {@link StoredMessage#seq()} of the last one that the caller has; 0 to begin
     * @param without the {@code seq} of those to leave out
     * @param limit messages at the most
     * @param bytes of payload in UTF-8 after which no more are read
     */
    public InboxPage page(UserId receiver, long after, Collection<Long> without, int limit, long bytes) {
        List<StoredMessage> messages = new ArrayList<>();
        AtomicInteger found = new AtomicInteger();
        jdbc.query(
                PAGE,
                (PreparedStatementSetter) statement -> {
                    statement.setString(1, receiver.value());
                    statement.setLong(2, after);
                    setLongs(statement, 3, without);
                    statement.setInt(4, limit);
                    statement.setLong(5, bytes);
                },
                row -> {
                    messages.add(MessageStore.ROW.mapRow(row, messages.size()));
                    found.set(row.getInt("found"));
                });
        return new InboxPage(messages, messages.size() == found.get() && found.get() < limit);
    }

    /** Which of these, by their {@code seq}, are in the user's inbox still; the others are DELIVERED. */
    public Set<Long> remaining(UserId receiver, Collection<Long> seqs) {
        return new HashSet<>(jdbc.query(
                REMAINING,
                (PreparedStatementSetter) statement -> {
                    statement.setString(1, receiver.value());
                    setLongs(statement, 2, seqs);
                },
                (row, _) -> row.getLong(1)));
    }

    /**
     * Those of these users whose first message has waited longer than that, and how long. Reads one row of each inbox,
     * however much is in it.
     */
    public Map<UserId, Duration> stale(Collection<UserId> receivers, Duration age) {
        Map<UserId, Duration> waited = new HashMap<>();
        jdbc.query(
                STALE,
                statement -> {
                    new SqlArrays(statement).add("text", receivers, UserId::value);
                    statement.setLong(2, age.toMillis());
                },
                row -> {
                    waited.put(new UserId(row.getString(1)), Duration.ofMillis(row.getLong(2)));
                });
        return waited;
    }

    /** No message that is stored from now on has this {@code seq} or a lower one. */
    public long latest() {
        Long latest = jdbc.queryForObject("SELECT last_value FROM message_order", Long.class);
        return latest == null ? 0 : latest;
    }

    private static void setLongs(PreparedStatement statement, int index, Collection<Long> values)
            throws java.sql.SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("bigint", values.toArray()));
    }
}

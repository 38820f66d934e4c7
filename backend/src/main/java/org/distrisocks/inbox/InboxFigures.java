package org.distrisocks.inbox;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How the messages of all users fare, for whoever looks at the cluster. Each question costs the same however many there are. */
@Component
public class InboxFigures {

    /** More are not counted: the table is read to count them. */
    private static final int MOST_COUNTED = 10_000;

    private static final String WAITING = "SELECT count(*) FROM (SELECT 1 FROM inbox LIMIT ?) AS waiting";

    /**
     * A message id begins with the milliseconds in which a pod took its SEND, so ids between two moments are a range of
     * the primary key, and the time from SEND to DELIVERED is a difference.
     */
    private static final String LATENCY = """
            WITH recent AS (
              SELECT extract(epoch FROM delivered_at) * 1000
                       - ('x' || substr(message_id::text, 1, 8) || substr(message_id::text, 10, 4))::bit(48)::bigint
                     AS millis
              FROM messages
              WHERE message_id BETWEEN (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - ?), 12, '0')
                                          || repeat('0', 20))::uuid
                                   AND (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - ?), 12, '0')
                                          || repeat('0', 20))::uuid
              ORDER BY message_id DESC LIMIT ?
            )
            SELECT count(*) AS messages, count(millis) AS delivered,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY millis) AS p50,
                   percentile_cont(0.99) WITHIN GROUP (ORDER BY millis) AS p99
            FROM recent
            """;

    private static final int FROM_MILLIS_AGO = 13_000;
    private static final int TO_MILLIS_AGO = 3_000;
    private static final int MOST_MEASURED = 1_000;

    private final JdbcTemplate jdbc;

    InboxFigures(@Qualifier(PoolConfiguration.INBOXES) JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The messages that are not DELIVERED.
     *
     * @param isMore whether there are more than {@code count}
     */
    public record Waiting(int count, boolean isMore) {}

    /**
     * From SEND to DELIVERED, of at most 1,000 messages that were sent 3 to 13 s ago.
     *
     * @param messages how many there were
     * @param delivered how many of them are DELIVERED by now; the times are theirs
     * @param p50 milliseconds; null if there are none
     */
    public record Latency(
            int messages,
            int delivered,
            @Nullable Double p50,
            @Nullable Double p99) {}

    /** @throws org.springframework.dao.DataAccessException if PostgreSQL does not answer */
    public Waiting waiting() {
        int count = Objects.requireNonNull(jdbc.queryForObject(WAITING, Integer.class, MOST_COUNTED + 1));
        return new Waiting(Math.min(count, MOST_COUNTED), count > MOST_COUNTED);
    }

    /** @throws org.springframework.dao.DataAccessException if PostgreSQL does not answer */
    public Latency latency() {
        return Objects.requireNonNull(jdbc.queryForObject(
                LATENCY,
                (row, _) -> new Latency(
                        row.getInt("messages"),
                        row.getInt("delivered"),
                        row.getObject("p50", Double.class),
                        row.getObject("p99", Double.class)),
                FROM_MILLIS_AGO,
                TO_MILLIS_AGO,
                MOST_MEASURED));
    }
}

package org.distrisocks.bench.growth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.distrisocks.devservices.ServiceAddresses;

/** Fills {@code messages} as if they had been delivered long ago. */
final class RowGrowth {

    private static final int STEP = 500_000;

    /** Enough for the unique {@code (sender_id, client_id)}, and each with a conversation of 500. */
    private static final String INSERT = """
            INSERT INTO messages (message_id, sender_id, receiver_id, client_id, payload, status, sent_at, sent_to_pod,
                                  delivered_at, delivered_by_pod)
            SELECT uuidv7(make_interval(days => -30)), 'past-' || n / 500, 'past-' || n / 500 + 1, 'past-' || n,
                   repeat('x', 200), 2, now(), 'pod-0', now(), 'pod-1'
            FROM generate_series(%d, %d) AS n""";

    private RowGrowth() {}

    static void fill(ServiceAddresses at, int rows, Consumer<String> progress) {
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                Statement statement = connection.createStatement()) {
            for (int from = 0; from < rows; from += STEP) {
                int to = Math.min(rows, from + STEP);
                statement.executeUpdate(INSERT.formatted(from, to - 1));
                progress.accept("%,d rows in messages".formatted(to));
            }
            // What autovacuum and a checkpoint would do for minutes afterwards, which is not what is measured.
            statement.execute("VACUUM (ANALYZE) messages");
            statement.execute("CHECKPOINT");
        } catch (SQLException refused) {
            throw new IllegalStateException("messages were not filled: " + refused.getMessage(), refused);
        }
    }
}

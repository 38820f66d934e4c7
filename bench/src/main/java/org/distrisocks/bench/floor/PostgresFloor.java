package org.distrisocks.bench.floor;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.distrisocks.bench.cost.ProcessTree;

/** A row in PostgreSQL: inserted and moved twice, in batches, each a transaction that is synced to the disk. */
final class PostgresFloor {

    private static final int BATCH = 500;
    private static final int PAYLOAD = 200;

    private static final String TABLE = """
            CREATE TABLE floor (
                message_id   uuid        PRIMARY KEY,
                sender_id    text        NOT NULL,
                client_id    text        NOT NULL,
                payload      text        NOT NULL,
                status       smallint    NOT NULL DEFAULT 0,
                created_at   timestamptz NOT NULL DEFAULT now(),
                sent_at      timestamptz,
                delivered_at timestamptz,
                UNIQUE (sender_id, client_id)
            ) WITH (fillfactor = 50)""";

    private static final String INSERT = """
            INSERT INTO floor (message_id, sender_id, client_id, payload)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])""";

    private static final String TO_SENT = """
            UPDATE floor SET status = 1, sent_at = now() WHERE message_id = ANY (?) AND status < 1""";

    private static final String TO_DELIVERED = """
            UPDATE floor SET status = 2, delivered_at = now() WHERE message_id = ANY (?) AND status < 2""";

    private PostgresFloor() {}

    static Floor measure(String jdbcUrl, String login, ProcessTree server, Duration warmUp, Duration measured) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, login, login);
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            try (PreparedStatement insert = connection.prepareStatement(INSERT);
                    PreparedStatement sent = connection.prepareStatement(TO_SENT);
                    PreparedStatement delivered = connection.prepareStatement(TO_DELIVERED)) {
                Rows rows = new Rows(connection, insert, sent, delivered);
                rows.move(warmUp, new Stopwatch(server));
                Stopwatch watch = new Stopwatch(server);
                long count = rows.move(measured, watch);
                return watch.floor("PostgreSQL: a row inserted and updated twice, batches of " + BATCH, count);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException("PostgreSQL's floor: " + refused.getMessage(), refused);
        }
    }

    private record Rows(
            Connection connection, PreparedStatement insert, PreparedStatement sent, PreparedStatement delivered) {

        /** @return how many rows */
        long move(Duration time, Stopwatch watch) throws SQLException {
            long count = 0;
            while (!watch.hasRunFor(time.toNanos())) {
                batch();
                count += BATCH;
            }
            return count;
        }

        private void batch() throws SQLException {
            UUID[] ids = new UUID[BATCH];
            String[] senders = new String[BATCH];
            String[] clientIds = new String[BATCH];
            String[] payloads = new String[BATCH];
            // Version 7, RFC 9562 §5.7: they grow with time, so that an index is written at its end.
            long millis = System.currentTimeMillis();
            for (int i = 0; i < BATCH; i++) {
                UUID random = UUID.randomUUID();
                ids[i] = new UUID(
                        millis << 16 | 0x7000 | (random.getMostSignificantBits() & 0xfff),
                        random.getLeastSignificantBits());
                senders[i] = "bench-" + i % 100;
                clientIds[i] = random.toString();
            }
            Arrays.fill(payloads, "x".repeat(PAYLOAD));
            Array idArray = connection.createArrayOf("uuid", ids);
            insert.setArray(1, idArray);
            insert.setArray(2, connection.createArrayOf("text", senders));
            insert.setArray(3, connection.createArrayOf("text", clientIds));
            insert.setArray(4, connection.createArrayOf("text", payloads));
            insert.executeUpdate();
            sent.setArray(1, idArray);
            sent.executeUpdate();
            delivered.setArray(1, idArray);
            delivered.executeUpdate();
        }
    }
}

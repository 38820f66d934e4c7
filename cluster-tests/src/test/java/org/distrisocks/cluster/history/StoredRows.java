package org.distrisocks.cluster.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.distrisocks.cluster.history.StoredRow.Move;
import org.distrisocks.devservices.ServiceAddresses;
import org.jspecify.annotations.Nullable;

/** Reads from PostgreSQL, past all pods and proxies. */
public record StoredRows(ServiceAddresses at) {

    /**
     * All that these users have sent, in the order of storing.
     *
     * @throws IllegalStateException if PostgreSQL cannot be read
     */
    public List<StoredRow> sentBy(Collection<String> senders) {
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement query = connection.prepareStatement("""
                        SELECT message_id, payload, sender_id, receiver_id, seq, status,
                          sent_at, sent_to_pod, delivered_at, delivered_by_pod
                        FROM messages WHERE sender_id = ANY (?) ORDER BY seq""")) {
            query.setArray(1, connection.createArrayOf("text", senders.toArray()));
            List<StoredRow> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new StoredRow(
                            row.getString("message_id"),
                            row.getString("payload"),
                            row.getString("sender_id"),
                            row.getString("receiver_id"),
                            row.getLong("seq"),
                            row.getInt("status"),
                            move(row, "sent_at", "sent_to_pod"),
                            move(row, "delivered_at", "delivered_by_pod")));
                }
            }
            return rows;
        } catch (SQLException unreadable) {
            throw new IllegalStateException("the rows cannot be read", unreadable);
        }
    }

    /** All that one user has sent: see {@link #sentBy(Collection)}. */
    public List<StoredRow> sentBy(String sender) {
        return sentBy(List.of(sender));
    }

    private static @Nullable Move move(ResultSet row, String time, String pod) throws SQLException {
        Timestamp at = row.getTimestamp(time);
        return at == null ? null : new Move(at, row.getString(pod));
    }
}

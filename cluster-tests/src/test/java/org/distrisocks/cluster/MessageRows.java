package org.distrisocks.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.devservices.ServiceAddresses;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL has. */
record MessageRows(ServiceAddresses at) {

    static final int DELIVERED = 2;

    /** One row of {@code messages}. */
    record Row(
            String messageId,
            String payload,
            int status,
            @Nullable Timestamp sentAt,
            @Nullable String sentToPod,
            @Nullable Timestamp deliveredAt,
            @Nullable String deliveredByPod) {}

    /** All that a user has sent, in the order of storing. */
    List<Row> sentBy(String user) throws SQLException {
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement query = connection.prepareStatement("""
                        SELECT message_id, payload, status, sent_at, sent_to_pod, delivered_at, delivered_by_pod
                        FROM messages WHERE sender_id = ? ORDER BY seq""")) {
            query.setString(1, user);
            List<Row> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(new Row(
                            result.getString("message_id"),
                            result.getString("payload"),
                            result.getInt("status"),
                            result.getTimestamp("sent_at"),
                            result.getString("sent_to_pod"),
                            result.getTimestamp("delivered_at"),
                            result.getString("delivered_by_pod")));
                }
            }
            return rows;
        }
    }

    /** How many messages of these senders have the status. */
    int count(List<String> senders, int status) throws SQLException {
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement query = connection.prepareStatement(
                        "SELECT count(*) FROM messages WHERE sender_id = ANY (?) AND status = ?")) {
            query.setArray(1, connection.createArrayOf("text", senders.toArray()));
            query.setInt(2, status);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}

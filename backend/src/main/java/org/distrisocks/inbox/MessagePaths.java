package org.distrisocks.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessagePath.Reached;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds how far a message has come, whoever's it is. */
@Component
public class MessagePaths {

    private static final String FIND = """
            SELECT message_id, sender_id, receiver_id, created_at, sent_at, sent_to_pod, delivered_at, delivered_by_pod
            FROM messages WHERE message_id = ?
            """;

    private final JdbcTemplate jdbc;

    MessagePaths(@Qualifier(PoolConfiguration.HISTORY) JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DataAccessException if PostgreSQL does not answer */
    public Optional<MessagePath> find(MessageId id) {
        return jdbc.query(FIND, (row, _) -> toPath(row), id.value()).stream().findFirst();
    }

    private static MessagePath toPath(ResultSet row) throws SQLException {
        List<Reached> reached = new ArrayList<>(3);
        add(reached, row, MessageStatus.NONE, "created_at", null);
        add(reached, row, MessageStatus.SENT, "sent_at", row.getString("sent_to_pod"));
        add(reached, row, MessageStatus.DELIVERED, "delivered_at", row.getString("delivered_by_pod"));
        return new MessagePath(
                new MessageId(row.getObject("message_id", UUID.class)),
                new UserId(row.getString("sender_id")),
                new UserId(row.getString("receiver_id")),
                reached);
    }

    private static void add(
            List<Reached> reached, ResultSet row, MessageStatus status, String time, @Nullable String pod)
            throws SQLException {
        OffsetDateTime at = row.getObject(time, OffsetDateTime.class);
        if (at != null) {
            reached.add(new Reached(status, at.toInstant(), pod));
        }
    }
}

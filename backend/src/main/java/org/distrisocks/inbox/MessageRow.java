package org.distrisocks.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message's row as history reads it.
 *
 * @param statuses each status that it has reached, oldest first
 */
record MessageRow(StoredMessage message, List<StatusReached> statuses) {

    static MessageRow of(ResultSet row, int number) throws SQLException {
        StoredMessage message = MessageStore.ROW.mapRow(row, number);
        List<StatusReached> reached = new ArrayList<>(3);
        reached.add(new StatusReached(MessageStatus.NONE, message.createdAt(), null));
        add(reached, MessageStatus.SENT, row, "sent_at", "sent_to_pod");
        add(reached, MessageStatus.DELIVERED, row, "delivered_at", "delivered_by_pod");
        return new MessageRow(message, reached);
    }

    private static void add(List<StatusReached> reached, MessageStatus status, ResultSet row, String time, String pod)
            throws SQLException {
        OffsetDateTime at = row.getObject(time, OffsetDateTime.class);
        if (at != null) {
            reached.add(new StatusReached(status, at.toInstant(), row.getString(pod)));
        }
    }

    long seq() {
        return message.seq();
    }

    MessageBody body() {
        return MessageBody.of(message, message.status());
    }

    /**
     * A status and when it was reached.
     *
     * @param pod for SENT the pod whose topic has it, for DELIVERED the one that wrote it; null for NONE
     */
    record StatusReached(
            MessageStatus status, Instant at, @Nullable String pod) {}
}

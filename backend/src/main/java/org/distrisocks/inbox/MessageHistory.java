package org.distrisocks.inbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads conversations. Both directions of one are two ranges of one index, newest first. */
@Component
class MessageHistory {

    private static final String BETWEEN =
            "WITH other AS MATERIALIZED (SELECT " + UserNames.idOf(":other") + " AS id)" + """
            (SELECT * FROM messages WHERE receiver_id = :one AND sender_id = (SELECT id FROM other) AND seq < :before
             ORDER BY seq DESC LIMIT :limit)
            UNION
            (SELECT * FROM messages WHERE receiver_id = (SELECT id FROM other) AND sender_id = :one AND seq < :before
             ORDER BY seq DESC LIMIT :limit)
            ORDER BY seq DESC LIMIT :limit
            """;

    private static final String OF = """
            SELECT * FROM messages WHERE message_id = :id AND (sender_id = :user OR receiver_id = :user)
            """;

    private final JdbcClient sql;

    MessageHistory(@Qualifier(PoolConfiguration.HISTORY) JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
    }

    /**
     * The newest messages between two users that are older than {@code before}, newest first.
     *
     * @param one an id
     * @param other a name as {@link UserNames} takes it
     */
    List<MessageRow> between(String one, String other, long before, int limit) {
        return sql.sql(BETWEEN)
                .param("one", one)
                .param("other", other)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> MessageRow.of(row, number))
                .list();
    }

    /** A message that this user has sent or received. */
    Optional<MessageRow> of(String user, UUID id) {
        return sql.sql(OF)
                .param("id", id)
                .param("user", user)
                .query((row, number) -> MessageRow.of(row, number))
                .optional();
    }
}

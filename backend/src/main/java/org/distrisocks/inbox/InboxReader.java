package org.distrisocks.inbox;

import java.util.List;
import org.distrisocks.identity.UserId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what a user has not got yet. */
@Component
public class InboxReader {

    private static final String PAGE = """
            SELECT m.* FROM inbox i JOIN messages m USING (message_id)
            WHERE i.receiver_id = ? AND i.seq > ?
            ORDER BY i.seq
            LIMIT ?
            """;

    private final JdbcTemplate jdbc;

    InboxReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next messages of a user's inbox, in the order of storing.
     *
     * @param after the {@link StoredMessage#seq()} of the last one that the caller has; 0 to begin
     * @return at most {@code limit}; fewer means that there are no more now
     */
    public List<StoredMessage> page(UserId receiver, long after, int limit) {
        return jdbc.query(PAGE, MessageStore.ROW, receiver.value(), after, limit);
    }
}

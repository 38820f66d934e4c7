package org.distrisocks.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.ReadMark.NoSuchMessage;
import org.distrisocks.inbox.ReadMark.Read;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The conversations of a user and how far each is read. Safe for any number of threads and pods. */
@Component
public class Conversations {

    /** No more unread messages than these are counted, so that a count costs no more than they do. */
    public static final int MOST_UNREAD = 100;

    /** Of the row {@code c} of {@code conversations}, by the index of one direction. What one writes to oneself is read. */
    private static final String UNREAD = """
            (SELECT count(*) FROM (
               SELECT 1 FROM messages m
               WHERE c.partner_id <> c.user_id
                 AND m.receiver_id = c.user_id AND m.sender_id = c.partner_id AND m.seq > %s
               LIMIT 100) unread)""";

    private static final String LIST = """
            SELECT last.*, c.partner_id, coalesce(u.display_name, c.partner_id) AS display_name, %s AS unread
            FROM conversations c
            LEFT JOIN users u ON u.user_id = c.partner_id
            CROSS JOIN LATERAL (
              (SELECT * FROM messages WHERE receiver_id = c.user_id AND sender_id = c.partner_id
               ORDER BY seq DESC LIMIT 1)
              UNION
              (SELECT * FROM messages WHERE receiver_id = c.partner_id AND sender_id = c.user_id
               ORDER BY seq DESC LIMIT 1)
              ORDER BY seq DESC LIMIT 1
            ) last
            WHERE c.user_id = :user
            ORDER BY last.seq DESC LIMIT :limit""".formatted(UNREAD.formatted("c.read_seq"));

    private static final String COUNT = """
            SELECT c.partner_id, %s AS unread FROM conversations c
            WHERE c.user_id = :user AND c.partner_id IN (
              SELECT %s FROM unnest(:partners::text[]) AS asked(name))""".formatted(UNREAD.formatted("c.read_seq"), UserNames.idOf("asked.name"));

    /**
     * Devices may report what they have read in any order, so a mark behind the one that stands changes nothing.
     *
     * <p>Two marks may come at once. The UPDATE has no join, which PostgreSQL would evaluate again for the one that has
     * waited for the other, and the answer is one row whatever became of the UPDATE.
     */
    private static final String MARK =
            """
            WITH moved AS (
              UPDATE conversations SET read_seq = (SELECT seq FROM messages WHERE message_id = :message)
              WHERE user_id = :user AND partner_id = %1$s AND read_seq < (
                SELECT seq FROM messages
                WHERE message_id = :message AND receiver_id = :user AND sender_id = %1$s)
              RETURNING read_seq
            )
            SELECT target.sender_id, EXISTS (SELECT FROM moved) AS moved, %2$s AS unread
            FROM messages target
            JOIN conversations c ON c.user_id = target.receiver_id AND c.partner_id = target.sender_id
            WHERE target.message_id = :message AND target.receiver_id = :user AND target.sender_id = %1$s""".formatted(UserNames.idOf(":partner"), UNREAD.formatted("greatest(c.read_seq, target.seq)"));

    private final JdbcClient sql;

    Conversations(@Qualifier(PoolConfiguration.HISTORY) JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
    }

    /** The one with the newest message first; a new list. */
    public List<Conversation> of(UserId user, int limit) {
        return sql.sql(LIST)
                .param("user", user.value())
                .param("limit", limit)
                .query((row, number) -> {
                    StoredMessage last = MessageStore.ROW.mapRow(row, number);
                    return new Conversation(
                            new UserId(row.getString("partner_id")),
                            row.getString("display_name"),
                            MessageBody.of(last, last.status()),
                            row.getInt("unread"));
                })
                .list();
    }

    /**
     * How many messages of each partner the user has not read, {@link #MOST_UNREAD} at most.
     *
     * @param partners a few; those with whom there is no conversation are left out of the answer
     */
    public Map<UserId, Integer> unread(UserId user, Collection<UserId> partners) {
        if (partners.isEmpty()) {
            return Map.of();
        }
        Map<UserId, Integer> counts = new HashMap<>();
        sql.sql(COUNT)
                .param("user", user.value())
                .param("partners", partners.stream().map(UserId::value).toArray(String[]::new))
                .query(row -> {
                    counts.put(new UserId(row.getString("partner_id")), row.getInt("unread"));
                });
        return counts;
    }

    /** The user has read what the partner has written, up to that message. */
    public ReadMark read(UserId user, UserId partner, MessageId message) {
        return sql.sql(MARK)
                .param("user", user.value())
                .param("partner", partner.value())
                .param("message", message.value())
                .query((row, _) -> (ReadMark)
                        new Read(new UserId(row.getString("sender_id")), row.getBoolean("moved"), row.getInt("unread")))
                .optional()
                .orElseGet(NoSuchMessage::new);
    }
}

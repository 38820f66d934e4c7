package org.distrisocks.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.StatusMove.Reached;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Moves rows forward, a batch in one statement, and takes what is DELIVERED out of the inboxes. */
@Component
public class StatusMoves {

    /**
     * The guard lets a row move forward only, or fill in when it was SENT. No time is earlier than the storing or later than
     * this move, and SENT is never later than DELIVERED, however wrong the pods' clocks are: of two times that contradict each
     * other the row keeps the one that it has. ({@code least} and {@code greatest} pass over NULL.)
     *
     * <p>Two ledgers may move one row at the same time. {@code old} is the row that was moved, even if the other has moved it
     * while this one waited for it: so of two, one alone has the tick.
     *
     * <p>Each row of the inbox is looked up by its key, in a subquery that the planner cannot turn into a join: to it an inbox
     * that was empty once is empty for minutes, and a join would read it whole (ADR 4).
     *
     * <p>Each array is in a subquery that hides its length from the planner. Otherwise it finds a plan for two rows better than
     * one for any number, and makes it anew for each small batch, which takes longer than to run it (ADR 4).
     */
    private static final String MOVE = """
            WITH given AS (
              SELECT *, CASE WHEN delivered_at IS NULL THEN 1 ELSE 2 END::smallint AS status
              FROM unnest((SELECT ?::uuid[]), (SELECT ?::timestamptz[]), (SELECT ?::text[]),
                          (SELECT ?::timestamptz[]), (SELECT ?::text[]))
                AS g(message_id, sent_at, sent_to_pod, delivered_at, delivered_by_pod)
            ), moved AS (
              UPDATE messages m
              SET status = greatest(m.status, g.status),
                  sent_at = coalesce(m.sent_at, CASE WHEN g.sent_at IS NOT NULL
                                                THEN greatest(least(g.sent_at, m.delivered_at, now()), m.created_at) END),
                  sent_to_pod = coalesce(m.sent_to_pod, g.sent_to_pod),
                  delivered_at = coalesce(m.delivered_at, CASE WHEN g.delivered_at IS NOT NULL
                                                          THEN greatest(least(g.delivered_at, now()), m.created_at,
                                                                        m.sent_at, CASE WHEN g.sent_at IS NOT NULL AND m.sent_at IS NULL
                                                                                   THEN least(g.sent_at, now()) END) END),
                  delivered_by_pod = coalesce(m.delivered_by_pod, g.delivered_by_pod)
              FROM given g
              WHERE m.message_id = g.message_id
                AND (m.status < g.status OR m.sent_at IS NULL AND g.sent_at IS NOT NULL)
              RETURNING m.message_id, m.seq, m.sender_id, m.client_id, m.receiver_id, m.status,
                        m.sent_at, m.delivered_at, old.status AS before
            ), gone AS (
              DELETE FROM inbox WHERE ctid = ANY (ARRAY(
                SELECT (SELECT i.ctid FROM inbox i WHERE i.receiver_id = moved.receiver_id AND i.seq = moved.seq)
                FROM moved WHERE status = 2))
            )
            SELECT * FROM moved ORDER BY seq
            """;

    private static final String REACHED = """
            SELECT message_id, sender_id, client_id, receiver_id, status, sent_at, delivered_at FROM messages
            WHERE message_id = ANY (?::uuid[]) AND status > 0
            ORDER BY seq
            """;

    private final JdbcTemplate jdbc;

    StatusMoves(@Qualifier(PoolConfiguration.STATUSES) JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param moves one at most for each message
     * @return a tick for each status that a message has newly reached, in order; none for what was known before
     */
    public List<Tick> move(Collection<StatusMove> moves) {
        List<Tick> ticks = new ArrayList<>(2 * moves.size());
        jdbc.query(
                MOVE,
                statement -> new SqlArrays(statement)
                        .add("uuid", moves, StatusMove::messageId)
                        .add("timestamptz", moves, move -> at(move.sent()))
                        .add("text", moves, move -> pod(move.sent()))
                        .add("timestamptz", moves, move -> at(move.delivered()))
                        .add("text", moves, move -> pod(move.delivered())),
                row -> {
                    addTicks(row, ticks);
                });
        return ticks;
    }

    /** A tick for the status that each of these has, in order; none for what is neither SENT nor DELIVERED. */
    public List<Tick> reached(Collection<MessageId> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return jdbc.query(REACHED, statement -> new SqlArrays(statement).add("uuid", messages, id -> id), (row, _) -> {
            MessageStatus status = MessageStatus.ofCode(row.getShort("status"));
            return tick(row, status, status == MessageStatus.DELIVERED ? "delivered_at" : "sent_at");
        });
    }

    private static void addTicks(ResultSet row, List<Tick> ticks) throws SQLException {
        MessageStatus before = MessageStatus.ofCode(row.getShort("before"));
        MessageStatus after = MessageStatus.ofCode(row.getShort("status"));
        if (before == MessageStatus.NONE && row.getObject("sent_at") != null) {
            ticks.add(tick(row, MessageStatus.SENT, "sent_at"));
        }
        if (before != MessageStatus.DELIVERED && after == MessageStatus.DELIVERED) {
            ticks.add(tick(row, MessageStatus.DELIVERED, "delivered_at"));
        }
    }

    private static Tick tick(ResultSet row, MessageStatus status, String time) throws SQLException {
        return new Tick(
                new UserId(row.getString("sender_id")),
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getString("client_id"),
                new UserId(row.getString("receiver_id")),
                status,
                row.getObject(time, OffsetDateTime.class).toInstant());
    }

    private static @Nullable Object at(@Nullable Reached reached) {
        return reached == null ? null : reached.at();
    }

    private static @Nullable Object pod(@Nullable Reached reached) {
        return reached == null ? null : reached.pod();
    }
}

package org.distrisocks.inbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.StoreOutcome.ClientIdReused;
import org.distrisocks.inbox.StoreOutcome.Repeated;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.distrisocks.inbox.StoreOutcome.UnknownReceiver;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Commits messages, a batch in one round trip. */
@Component
public class MessageStore {

    /**
     * What one sender sends is stored by one statement after the other, whatever pod or connection they come from, also if a
     * pod has given one up. It is a statement of its own, so that the snapshot of {@link #INSERT} is taken under the locks,
     * and every {@code seq} after it; the two are one transaction and one round trip. Rows, since the server has memory for
     * so many advisory locks only.
     */
    private static final String LOCK_SENDERS = """
            SELECT count(*) FROM (
              SELECT FROM users WHERE user_id = ANY ((SELECT ?::text[])::text[]) ORDER BY user_id FOR NO KEY UPDATE
            ) locked;
            """;

    /**
     * The order of storing is that of the batch, the order of inserting that of the keys: two batches with the same keys,
     * on two pods, take them in the same order and so never wait for each other.
     *
     * <p>{@code behind} is the message before it in the batch, or the last one that was committed before the statement.
     *
     * <p>The arrays are in subqueries so that it is planned once (see {@link StatusMoves}).
     */
    private static final String INSERT = """
            WITH given AS (
              SELECT nextval('message_order') AS seq, ordered.* FROM (
                SELECT message_id, sender_id, %s AS receiver_id, client_id, payload, headers
                FROM unnest((SELECT ?::uuid[]), (SELECT ?::text[]), (SELECT ?::text[]),
                            (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]))
                  WITH ORDINALITY AS g(message_id, sender_id, receiver_id, client_id, payload, headers, place)
                ORDER BY place
              ) ordered
            ), stored AS (
              INSERT INTO messages (message_id, seq, sender_id, receiver_id, client_id, payload, headers)
              SELECT message_id, seq, sender_id, receiver_id, client_id, payload, headers FROM given
              WHERE receiver_id IS NOT NULL
              ORDER BY sender_id, client_id, seq
              ON CONFLICT (sender_id, client_id) DO NOTHING
              RETURNING message_id, seq, sender_id, receiver_id, created_at
            ), waiting AS (
              INSERT INTO inbox (receiver_id, seq, message_id) SELECT receiver_id, seq, message_id FROM stored
            ), met AS (
              INSERT INTO conversations (user_id, partner_id)
              SELECT sender_id, receiver_id FROM stored UNION SELECT receiver_id, sender_id FROM stored
              ORDER BY 1, 2
              ON CONFLICT DO NOTHING
            )
            SELECT message_id, seq, receiver_id, created_at, coalesce(
              lag(seq) OVER (PARTITION BY receiver_id, sender_id ORDER BY seq),
              (SELECT CASE WHEN m.status < 2 THEN m.seq END FROM messages m
               WHERE m.receiver_id = stored.receiver_id AND m.sender_id = stored.sender_id
               ORDER BY m.seq DESC LIMIT 1),
              0) AS behind
            FROM stored
            """.formatted(UserNames.idOf("g.receiver_id"));

    private static final String FIND_REPEATED = """
            SELECT m.*, g.asked, coalesce(m.receiver_id = %s, false) AS to_the_same FROM messages m
            JOIN unnest(?::text[], ?::text[], ?::text[]) AS g(sender_id, client_id, asked) USING (sender_id, client_id)
            """.formatted(UserNames.idOf("g.asked"));

    static final RowMapper<StoredMessage> ROW = (row, _) -> new StoredMessage(
            new MessageId(row.getObject("message_id", UUID.class)),
            row.getLong("seq"),
            new UserId(row.getString("sender_id")),
            new UserId(row.getString("receiver_id")),
            row.getString("client_id"),
            row.getString("payload"),
            row.getString("headers"),
            MessageStatus.ofCode(row.getShort("status")),
            instant(row, "created_at"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    MessageStore(
            @Qualifier(PoolConfiguration.STORING) JdbcTemplate jdbc,
            @Qualifier(PoolConfiguration.STORING) TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Stores all that can be stored, in their order, in one transaction that is committed when this returns.
     *
     * @return an outcome for each message, in their order
     * @throws org.springframework.dao.DataAccessException if nothing could be stored
     */
    public List<StoreOutcome> store(List<NewMessage> messages) {
        Map<MessageId, Stored> stored = insert(messages);
        Map<Asked, Earlier> known = new HashMap<>();
        if (stored.size() < messages.size()) {
            findRepeated(messages.stream()
                            .filter(m -> m.clientId() != null && !stored.containsKey(m.id()))
                            .toList())
                    .forEach(earlier -> known.put(earlier.asked(), earlier));
        }
        List<StoreOutcome> outcomes = new ArrayList<>(messages.size());
        for (NewMessage message : messages) {
            Stored fresh = stored.get(message.id());
            outcomes.add(fresh != null ? fresh : notStored(message, known.get(Asked.by(message))));
        }
        return outcomes;
    }

    /** As {@link #store}, but stores nothing if one of them cannot be stored; the outcomes tell which. */
    public List<StoreOutcome> storeTogether(List<NewMessage> messages) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            List<StoreOutcome> outcomes = store(messages);
            if (outcomes.stream().anyMatch(o -> o instanceof ClientIdReused || o instanceof UnknownReceiver)) {
                transaction.setRollbackOnly();
            }
            return outcomes;
        }));
    }

    private static StoreOutcome notStored(NewMessage message, @Nullable Earlier earlier) {
        if (earlier == null) {
            return new UnknownReceiver();
        }
        boolean same = earlier.toTheSame() && earlier.message().payload().equals(message.payload());
        return same ? new Repeated(earlier.message()) : new ClientIdReused();
    }

    private Map<MessageId, Stored> insert(List<NewMessage> messages) {
        Map<MessageId, NewMessage> given = new HashMap<>();
        messages.forEach(message -> given.put(message.id(), message));
        Set<UserId> senders = messages.stream().map(NewMessage::sender).collect(Collectors.toSet());
        return Objects.requireNonNull(jdbc.execute(LOCK_SENDERS + INSERT, (PreparedStatement statement) -> {
            new SqlArrays(statement)
                    .add("text", senders, UserId::value)
                    .add("uuid", messages, NewMessage::id)
                    .add("text", messages, NewMessage::sender)
                    .add("text", messages, NewMessage::receiver)
                    .add("text", messages, NewMessage::clientId)
                    .add("text", messages, NewMessage::payload)
                    .add("text", messages, NewMessage::userHeaders);
            statement.execute();
            statement.getMoreResults();
            return readStored(statement.getResultSet(), given);
        }));
    }

    private static Map<MessageId, Stored> readStored(ResultSet rows, Map<MessageId, NewMessage> given)
            throws SQLException {
        Map<MessageId, Stored> stored = new HashMap<>();
        while (rows.next()) {
            MessageId id = new MessageId(rows.getObject("message_id", UUID.class));
            NewMessage message = given.get(id);
            if (message != null) {
                StoredMessage committed = toStored(
                        message,
                        new UserId(rows.getString("receiver_id")),
                        rows.getLong("seq"),
                        instant(rows, "created_at"));
                stored.put(id, new Stored(committed, rows.getLong("behind")));
            }
        }
        return stored;
    }

    private List<Earlier> findRepeated(List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                FIND_REPEATED,
                statement -> new SqlArrays(statement)
                        .add("text", messages, NewMessage::sender)
                        .add("text", messages, NewMessage::clientId)
                        .add("text", messages, NewMessage::receiver),
                (row, number) -> {
                    StoredMessage message = Objects.requireNonNull(ROW.mapRow(row, number));
                    UserId asked = new UserId(row.getString("asked"));
                    return new Earlier(
                            new Asked(message.sender(), message.clientId(), asked),
                            message,
                            row.getBoolean("to_the_same"));
                });
    }

    private static StoredMessage toStored(NewMessage message, UserId receiver, long seq, Instant createdAt) {
        return new StoredMessage(
                message.id(),
                seq,
                message.sender(),
                receiver,
                message.clientId(),
                message.payload(),
                message.userHeaders(),
                MessageStatus.NONE,
                createdAt);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** What a message is known by that may have come before, with its receiver as the sender has written it. */
    private record Asked(UserId sender, @Nullable String clientId, UserId receiver) {

        static Asked by(NewMessage message) {
            return new Asked(message.sender(), message.clientId(), message.receiver());
        }
    }

    /**
     * A message of that sender with that client id.
     *
     * @param toTheSame whether its receiver is the one who is asked for
     */
    private record Earlier(Asked asked, StoredMessage message, boolean toTheSame) {}
}

package org.distrisocks.inbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads conversations. Both directions of one are two ranges of one index, newest first. */
interface MessageHistory extends Repository<MessageRow, UUID> {

    /** The newest messages between two users that are older than {@code before}, newest first. */
    @Query(nativeQuery = true, value = """
            (SELECT * FROM messages WHERE receiver_id = :one AND sender_id = :other AND seq < :before
             ORDER BY seq DESC LIMIT :limit)
            UNION
            (SELECT * FROM messages WHERE receiver_id = :other AND sender_id = :one AND seq < :before
             ORDER BY seq DESC LIMIT :limit)
            ORDER BY seq DESC LIMIT :limit
            """)
    List<MessageRow> between(String one, String other, long before, int limit);

    /** The last message of each conversation of a user, newest first. */
    @Query(nativeQuery = true, value = """
            SELECT last.* FROM conversations c
            CROSS JOIN LATERAL (
              (SELECT * FROM messages WHERE receiver_id = c.user_id AND sender_id = c.partner_id
               ORDER BY seq DESC LIMIT 1)
              UNION
              (SELECT * FROM messages WHERE receiver_id = c.partner_id AND sender_id = c.user_id
               ORDER BY seq DESC LIMIT 1)
              ORDER BY seq DESC LIMIT 1
            ) last
            WHERE c.user_id = :user
            ORDER BY last.seq DESC LIMIT :limit
            """)
    List<MessageRow> lastOfEach(String user, int limit);

    /** A message that this user has sent or received. */
    @Query("select m from MessageRow m where m.messageId = :id and (m.senderId = :user or m.receiverId = :user)")
    Optional<MessageRow> of(String user, UUID id);

    /** Id and display name of each of these users, as two columns. */
    @Query(nativeQuery = true, value = "SELECT user_id, display_name FROM users WHERE user_id IN (:users)")
    List<Object[]> displayNames(List<String> users);
}

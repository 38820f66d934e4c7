package org.distrisocks.inbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads conversations. Both directions of one are two ranges of one index, newest first. */
interface MessageHistory extends Repository<MessageRow, UUID> {

    /**
     * The newest messages between two users that are older than {@code before}, newest first.
     *
     * @param one an id
     * @param other a name as {@link UserNames} takes it
     */
    @Query(nativeQuery = true, value = "WITH other AS MATERIALIZED (SELECT " + UserNames.ID_OF_OTHER + " AS id)" + """
            (SELECT * FROM messages WHERE receiver_id = :one AND sender_id = (SELECT id FROM other) AND seq < :before
             ORDER BY seq DESC LIMIT :limit)
            UNION
            (SELECT * FROM messages WHERE receiver_id = (SELECT id FROM other) AND sender_id = :one AND seq < :before
             ORDER BY seq DESC LIMIT :limit)
            ORDER BY seq DESC LIMIT :limit
            """)
    List<MessageRow> between(String one, String other, long before, int limit);

    /** A message that this user has sent or received. */
    @Query("select m from MessageRow m where m.messageId = :id and (m.senderId = :user or m.receiverId = :user)")
    Optional<MessageRow> of(String user, UUID id);
}

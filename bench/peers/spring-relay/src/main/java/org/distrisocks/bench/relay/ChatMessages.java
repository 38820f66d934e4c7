package org.distrisocks.bench.relay;

import java.time.Instant;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** The table of messages. Each status is one UPDATE, without the SELECT that loading the entity would take. */
interface ChatMessages extends JpaRepository<ChatMessage, UUID> {

    /** @return 1, or 0 if it was that far already */
    @Transactional
    @Modifying
    @Query("update ChatMessage m set m.status = SENT, m.sentAt = :at where m.messageId = :id and m.status < SENT")
    int moveToSent(UUID id, Instant at);

    /** @return 1, or 0 if it was that far already */
    @Transactional
    @Modifying
    @Query(
            "update ChatMessage m set m.status = DELIVERED, m.deliveredAt = :at where m.messageId = :id and m.status < DELIVERED")
    int moveToDelivered(UUID id, Instant at);
}

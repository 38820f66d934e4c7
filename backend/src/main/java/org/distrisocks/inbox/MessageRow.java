package org.distrisocks.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code messages} as history reads it; statuses are written by {@link StatusMoves} alone. */
@Entity
@Immutable
@Table(name = "messages")
class MessageRow {

    @Id
    @Column(name = "message_id")
    private UUID messageId;

    private long seq;

    @Column(name = "sender_id")
    private String senderId;

    @Column(name = "receiver_id")
    private String receiverId;

    @Column(name = "client_id")
    private @Nullable String clientId;

    private String payload;

    private short status;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "sent_at")
    private @Nullable Instant sentAt;

    @Column(name = "sent_to_pod")
    private @Nullable String sentToPod;

    @Column(name = "delivered_at")
    private @Nullable Instant deliveredAt;

    @Column(name = "delivered_by_pod")
    private @Nullable String deliveredByPod;

    /** For JPA, which fills the fields in. */
    @SuppressWarnings("NullAway.Init")
    protected MessageRow() {}

    long seq() {
        return seq;
    }

    MessageBody body() {
        return new MessageBody(
                messageId.toString(), clientId, senderId, receiverId, payload, MessageStatus.ofCode(status), createdAt);
    }

    /** Each status that it has reached, oldest first. */
    List<StatusReached> statuses() {
        List<StatusReached> reached = new ArrayList<>();
        reached.add(new StatusReached(MessageStatus.NONE, createdAt, null));
        if (sentAt != null) {
            reached.add(new StatusReached(MessageStatus.SENT, sentAt, sentToPod));
        }
        if (deliveredAt != null) {
            reached.add(new StatusReached(MessageStatus.DELIVERED, deliveredAt, deliveredByPod));
        }
        return reached;
    }

    /**
     * A status and when it was reached.
     *
     * @param pod for SENT the pod whose topic has it, for DELIVERED the one that wrote it; null for NONE
     */
    record StatusReached(
            MessageStatus status, Instant at, @Nullable String pod) {}
}

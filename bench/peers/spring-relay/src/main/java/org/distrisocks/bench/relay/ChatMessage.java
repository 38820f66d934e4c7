package org.distrisocks.bench.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A stored message. */
@Entity
@Table(
        name = "messages",
        uniqueConstraints = @UniqueConstraint(columnNames = {"sender_id", "client_id"}),
        indexes = @Index(columnList = "receiver_id, sender_id, created_at"))
class ChatMessage {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID messageId;

    @Column(name = "sender_id", nullable = false)
    private String senderId = "";

    @Column(name = "receiver_id", nullable = false)
    private String receiverId = "";

    @Column(name = "client_id", nullable = false)
    private String clientId = "";

    @Column(nullable = false, length = 16_384)
    private String payload = "";

    @Enumerated(EnumType.ORDINAL)
    @Column(nullable = false)
    private Status status = Status.NONE;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt = Instant.EPOCH;

    @SuppressWarnings("UnusedVariable") // A column.
    private @Nullable Instant sentAt;

    @SuppressWarnings("UnusedVariable") // A column.
    private @Nullable Instant deliveredAt;

    protected ChatMessage() {}

    ChatMessage(String senderId, String receiverId, String clientId, String payload) {
        this.senderId = senderId;
        this.receiverId = receiverId;
        this.clientId = clientId;
        this.payload = payload;
        this.createdAt = Instant.now();
    }

    /** Null until it is stored. */
    @Nullable UUID messageId() {
        return messageId;
    }

    Instant createdAt() {
        return createdAt;
    }
}

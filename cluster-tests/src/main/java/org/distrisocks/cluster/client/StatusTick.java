package org.distrisocks.cluster.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A MESSAGE on {@code /user/queue/status}.
 *
 * @param messageId which message
 * @param clientId of the sender's client; null if it gave none
 * @param receiverId to whom it goes
 * @param status {@code NONE}, {@code SENT} or {@code DELIVERED}
 * @param at RFC 3339
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusTick(
        String messageId,
        @Nullable String clientId,
        @Nullable String receiverId,
        String status,
        @Nullable String at) {}

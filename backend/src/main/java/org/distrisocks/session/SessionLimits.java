package org.distrisocks.session;

import java.time.Duration;
import org.distrisocks.session.stomp.StompLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The sizes and times among {@code distrisocks.limits.*}, which hold always.
 *
 * @param maxFrame bytes of a frame that a client sends, as it is sent: with what JSON escapes
 * @param maxHeader octets of one header line that a client sends
 * @param maxHeaders headers of one frame that a client sends
 * @param maxSubscriptions of one session
 * @param maxTransactions open at once in one session
 * @param maxTransactionFrames held by one transaction
 * @param maxUnacknowledged messages written to one subscription that its client has yet to acknowledge
 * @param sendBuffer characters waiting to be written to one session; a session that is over it is closed
 * @param connectTimeout from the opening of the WebSocket to its CONNECT frame
 * @param idleTimeout for which a session may be silent if no heart-beat was agreed
 */
@ConfigurationProperties("distrisocks.limits")
public record SessionLimits(
        @DefaultValue("128KB") DataSize maxFrame,
        @DefaultValue("8KB") DataSize maxHeader,
        @DefaultValue("64") int maxHeaders,
        @DefaultValue("16") int maxSubscriptions,
        @DefaultValue("16") int maxTransactions,
        @DefaultValue("100") int maxTransactionFrames,
        @DefaultValue("1000") int maxUnacknowledged,
        @DefaultValue("1MB") DataSize sendBuffer,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("1h") Duration idleTimeout) {

    public SessionLimits {
        requirePositive("max-frame", maxFrame.toBytes());
        requirePositive("max-header", maxHeader.toBytes());
        requirePositive("max-headers", maxHeaders);
        requirePositive("max-subscriptions", maxSubscriptions);
        requirePositive("max-transactions", maxTransactions);
        requirePositive("max-transaction-frames", maxTransactionFrames);
        requirePositive("max-unacknowledged", maxUnacknowledged);
        requirePositive("send-buffer", sendBuffer.toBytes());
        requirePositive("connect-timeout", connectTimeout.toMillis());
        requirePositive("idle-timeout", idleTimeout.toMillis());
        if (maxFrame.compareTo(maxHeader) < 0) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.max-frame must be at least distrisocks.limits.max-header");
        }
        if (sendBuffer.toBytes() < 2 * maxFrame.toBytes()) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.send-buffer must be at least twice distrisocks.limits.max-frame");
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("distrisocks.limits." + name + " must be greater than 0");
        }
    }

    /** Of one WebSocket message, which may hold several frames, in frames of the greatest size. */
    private static final int FRAMES_PER_MESSAGE = 2;

    /** Of the one WebSocket message that nobody has logged in for yet, in headers of the greatest size. */
    private static final int HEADERS_PER_CONNECT = 2;

    StompLimits stompLimits() {
        return new StompLimits(Math.toIntExact(maxFrame.toBytes()), Math.toIntExact(maxHeader.toBytes()), maxHeaders);
    }

    /** A stranger costs little memory. */
    StompLimits beforeLogin() {
        return new StompLimits(Math.toIntExact(maxConnectMessage()), Math.toIntExact(maxHeader.toBytes()), maxHeaders);
    }

    /** Octets of one WebSocket message. */
    long maxMessage() {
        return maxFrame.toBytes() * FRAMES_PER_MESSAGE;
    }

    /** Octets of one WebSocket message before the login: a stranger costs little memory. */
    long maxConnectMessage() {
        return maxHeader.toBytes() * HEADERS_PER_CONNECT;
    }
}

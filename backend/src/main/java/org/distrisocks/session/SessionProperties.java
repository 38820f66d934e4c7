package org.distrisocks.session;

import java.time.Duration;
import java.util.List;
import org.distrisocks.session.stomp.StompLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code distrisocks.session.*}.
 *
 * @param heartBeat how often this server can send a heart-beat and wants one
 * @param maxFrame octets of a frame that a client sends
 * @param maxHeader octets of one header line that a client sends
 * @param maxHeaders headers of one frame that a client sends
 * @param maxSubscriptions of one session
 * @param maxTransactions open at once in one session
 * @param maxTransactionFrames held by one transaction
 * @param maxUnacknowledged messages written to one subscription that its client has yet to acknowledge
 * @param sendBuffer characters waiting to be written to one session; a session that is over it is closed
 * @param allowedOrigins pages of these origins may connect beside those that a pod serves, for example
 *     {@code https://chat.example.org}; {@code *} stands for any part
 * @param loginNotice how long before its token ends a session is told so
 * @param connectTimeout from the opening of the WebSocket to its CONNECT frame
 */
@ConfigurationProperties("distrisocks.session")
record SessionProperties(
        @DefaultValue("10s") Duration heartBeat,
        @DefaultValue("64KB") DataSize maxFrame,
        @DefaultValue("8KB") DataSize maxHeader,
        @DefaultValue("64") int maxHeaders,
        @DefaultValue("16") int maxSubscriptions,
        @DefaultValue("16") int maxTransactions,
        @DefaultValue("100") int maxTransactionFrames,
        @DefaultValue("1000") int maxUnacknowledged,
        @DefaultValue("1MB") DataSize sendBuffer,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("1m") Duration loginNotice,
        @DefaultValue("10s") Duration connectTimeout) {

    StompLimits stompLimits() {
        return new StompLimits(Math.toIntExact(maxFrame.toBytes()), Math.toIntExact(maxHeader.toBytes()), maxHeaders);
    }
}

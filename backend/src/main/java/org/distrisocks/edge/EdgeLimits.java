package org.distrisocks.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of HTTP among {@code distrisocks.limits.*}, which hold always.
 *
 * @param httpTimeout from TCP accept, or the last answer, to the answer to the next request, which may be the handshake
 * @param tcpConnections to each port, WebSockets among them; more wait until one is closed
 * @param maxBody bytes of the body of one HTTP request; more is 413
 */
@ConfigurationProperties("distrisocks.limits")
public record EdgeLimits(
        @DefaultValue("30s") Duration httpTimeout,
        @DefaultValue("20000") int tcpConnections,
        @DefaultValue("128KB") DataSize maxBody) {

    public EdgeLimits {
        if (!httpTimeout.isPositive()) {
            throw new IllegalArgumentException("distrisocks.limits.http-timeout must be longer than nothing");
        }
        if (tcpConnections < 1) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.tcp-connections must be 1 or more, not " + tcpConnections);
        }
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("distrisocks.limits.max-body must be greater than 0, not " + maxBody);
        }
    }
}

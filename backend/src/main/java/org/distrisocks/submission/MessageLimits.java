package org.distrisocks.submission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of messages among {@code distrisocks.limits.*}.
 *
 * @param enabled whether counts and rates are limited; sizes and times always are
 * @param sendRate messages of one user a second on one pod
 * @param sendBurst messages of one user at once, after a rest
 * @param maxPayload bytes of a payload in UTF-8
 * @param maxClientId characters of a client id
 * @param maxUserHeaders user-defined headers of one message
 * @param maxUserHeaderSize octets of a message's user-defined headers together
 */
@ConfigurationProperties("distrisocks.limits")
public record MessageLimits(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100") int sendRate,
        @DefaultValue("1000") int sendBurst,
        @DefaultValue("64KB") DataSize maxPayload,
        @DefaultValue("64") int maxClientId,
        @DefaultValue("16") int maxUserHeaders,
        @DefaultValue("1KB") DataSize maxUserHeaderSize) {

    public MessageLimits {
        if (sendRate < 1 || sendBurst < 1) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.send-rate and distrisocks.limits.send-burst must be 1 or more");
        }
        if (maxPayload.toBytes() < 1 || maxClientId < 1) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.max-payload and distrisocks.limits.max-client-id must be 1 or more");
        }
        if (maxUserHeaders < 0 || maxUserHeaderSize.isNegative()) {
            throw new IllegalArgumentException(
                    "distrisocks.limits.max-user-headers and distrisocks.limits.max-user-header-size must not be negative");
        }
    }
}

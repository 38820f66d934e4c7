package org.distrisocks.account;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code distrisocks.auth.jwt.*}.
 *
 * @param secret signs the tokens: 32 bytes of UTF-8 at least, the same on every pod; without it each pod makes its own
 * @param lifetime how long a token holds, more than nothing
 */
@ConfigurationProperties("distrisocks.auth.jwt")
record JwtProperties(
        @Nullable String secret, @DefaultValue("1h") Duration lifetime) {

    /** As long as the hash of HS256, the least that RFC 7518, section 3.2, allows. */
    static final int SHORTEST_SECRET_BYTES = 32;

    JwtProperties {
        if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "distrisocks.auth.jwt.secret must have at least %d bytes".formatted(SHORTEST_SECRET_BYTES));
        }
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("distrisocks.auth.jwt.lifetime must be longer than nothing");
        }
    }

    @Override
    public String toString() {
        return "JwtProperties[lifetime=" + lifetime + "]";
    }
}

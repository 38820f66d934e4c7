package org.distrisocks.account;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code distrisocks.auth.jwt.*}.
 *
 * @param secret signs the tokens: 32 bytes of UTF-8 at least, the same on every pod; without it each pod makes its own
 * @param acceptedSecrets tokens that one of these has signed are believed too: the next secret and the last, while pods
 *     change from one to the other
 * @param lifetime how long a token holds, more than nothing
 */
@ConfigurationProperties("distrisocks.auth.jwt")
record JwtProperties(
        @Nullable String secret,
        @DefaultValue List<String> acceptedSecrets,
        @DefaultValue("1h") Duration lifetime) {

    /** As long as the hash of HS256, the least that RFC 7518, section 3.2, allows. */
    static final int SHORTEST_SECRET_BYTES = 32;

    JwtProperties {
        if (secret != null) {
            requireLength("secret", secret);
        }
        for (int i = 0; i < acceptedSecrets.size(); i++) {
            requireLength("accepted-secrets[" + i + "]", acceptedSecrets.get(i));
        }
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("distrisocks.auth.jwt.lifetime must be longer than nothing");
        }
    }

    @Override
    public String toString() {
        return "JwtProperties[lifetime=" + lifetime + "]";
    }

    private static void requireLength(String name, String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "distrisocks.auth.jwt.%s must have at least %d bytes".formatted(name, SHORTEST_SECRET_BYTES));
        }
    }
}

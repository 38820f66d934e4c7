package org.distrisocks.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Writes and reads access tokens: JWTs signed by HS256 with {@code sub} the user id, {@code iss}, {@code iat} and
 * {@code exp}. Symmetric, since only pods sign and only pods verify, and every pod does both.
 */
@Component
@Conditional(IssuerUri.Missing.class)
class AccessTokens {

    static final String ISSUER = "distrisocks";

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
    private static final JwsHeader HEADER =
            JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();

    private final Duration lifetime;
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;

    AccessTokens(JwtProperties properties) {
        JWK signing = key(secret(properties.secret()));
        List<JWK> believed = new ArrayList<>(List.of(signing));
        properties.acceptedSecrets().forEach(accepted -> believed.add(key(accepted.getBytes(StandardCharsets.UTF_8))));
        lifetime = properties.lifetime();
        encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(signing)));
        decoder = decoder(new ImmutableJWKSet<>(new JWKSet(believed)));
    }

    /** A token and how long it holds from now. */
    record AccessToken(String value, Duration lifetime) {}

    AccessToken issue(UserId user) {
        Instant now = Instant.now();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(user.value())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .build();
        String value = encoder.encode(JwtEncoderParameters.from(HEADER, claims)).getTokenValue();
        return new AccessToken(value, lifetime);
    }

    /**
     * A token that passed has {@code sub} in the shape of a user id and an {@code exp} that is still to come.
     *
     * @throws JwtException if it is not ours or has ended
     */
    Jwt decode(String token) {
        return decoder.decode(token);
    }

    static UserId user(Jwt decoded) {
        return new UserId(Objects.requireNonNull(decoded.getSubject()));
    }

    static Instant expiry(Jwt decoded) {
        return Objects.requireNonNull(decoded.getExpiresAt());
    }

    /** Its id, the {@code kid} of the tokens that it signs, is its thumbprint (RFC 7638): the same on every pod. */
    private static JWK key(byte[] secret) {
        try {
            return new OctetSequenceKey.Builder(secret)
                    .algorithm(JWSAlgorithm.HS256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Of a token with a {@code kid} only that key is tried, of one without it all of them. */
    private static JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();
        signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, keys));
        signatures.setJWTClaimsSetVerifier((_, _) -> {}); // the validators below look at the claims
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(signatures);
        // No allowance for skewed clocks: a session ends at exp, so one begun after it would be over at once.
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(Duration.ZERO),
                new JwtIssuerValidator(ISSUER),
                new JwtClaimValidator<Instant>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, AccessTokens::isUserId)));
        return decoder;
    }

    private static boolean isUserId(@Nullable String subject) {
        try {
            return subject != null && new UserId(subject).value().equals(subject);
        } catch (InvalidIdException notOne) {
            return false;
        }
    }

    private static byte[] secret(@Nullable String configured) {
        if (configured != null) {
            return configured.getBytes(StandardCharsets.UTF_8);
        }
        // Not a failure to start: one pod on a desk works, and a random key forges nothing, where a default would.
        log.warn("distrisocks.auth.jwt.secret is not set: tokens hold for this pod only and until it stops;"
                + " set it to the same 32 bytes or more on every pod");
        byte[] random = new byte[JwtProperties.SHORTEST_SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}

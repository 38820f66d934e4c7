package org.distrisocks.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

class AccessTokensTests {

    private static final String SECRET = "a secret of the tests, long enough for HS256 and for HS512, of 64 bytes";
    private static final UserId ALICE = new UserId("alice");

    private final AccessTokens tokens = tokens(SECRET);

    @Test
    void readsWhatItIssued() {
        Jwt jwt = tokens.decode(tokens.issue(ALICE).value());

        assertThat(AccessTokens.user(jwt)).isEqualTo(ALICE);
        assertThat(AccessTokens.expiry(jwt))
                .isCloseTo(Instant.now().plus(Duration.ofHours(1)), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void readsWhatAnotherPodWithTheSameSecretIssued() {
        assertThat(tokens.decode(tokens(SECRET).issue(ALICE).value()).getSubject())
                .isEqualTo("alice");
    }

    @Test
    void takesASignedTokenOfTheRightClaims() {
        assertThat(tokens.decode(signed(SECRET, _ -> {})).getSubject()).isEqualTo("alice");
    }

    @Test
    void rejectsForgedToken() {
        rejects(signed(SECRET.toUpperCase(), _ -> {}));
    }

    @Test
    void rejectsChangedClaims() {
        String[] parts = signed(SECRET, _ -> {}).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("alice", "bob");

        rejects(parts[0] + '.' + base64(claims) + '.' + parts[2]);
    }

    @Test
    void rejectsUnsignedToken() {
        String claims =
                new String(Base64.getUrlDecoder().decode(signed(SECRET, _ -> {}).split("\\.")[1]), UTF_8);

        rejects(base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + '.' + base64(claims) + '.');
    }

    @Test
    void rejectsAnotherAlgorithmUnderTheSameSecret() {
        rejects(signed(SECRET, MacAlgorithm.HS512, _ -> {}));
    }

    @Test
    void rejectsExpiredToken() {
        rejects(signed(
                SECRET,
                claims -> claims.issuedAt(Instant.now().minusSeconds(60))
                        .expiresAt(Instant.now().minusSeconds(2))));
    }

    @Test
    void rejectsTokenThatNeverExpires() {
        rejects(signed(SECRET, claims -> claims.claims(all -> all.remove("exp"))));
    }

    @Test
    void rejectsOtherIssuer() {
        rejects(signed(SECRET, claims -> claims.issuer("somebody else")));
    }

    @Test
    void rejectsSubjectThatIsNoUserId() {
        rejects(signed(SECRET, claims -> claims.subject("alice/../bob")));
    }

    @Test
    void rejectsWhatIsNoTokenAtAll() {
        rejects("alice");
        rejects("");
    }

    @Test
    void tokensOfARandomSecretHoldForOnePodOnly() {
        AccessTokens here = tokens(null);
        String token = here.issue(ALICE).value();

        assertThat(here.decode(token).getSubject()).isEqualTo("alice");
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> tokens(null).decode(token));
    }

    private void rejects(String token) {
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> tokens.decode(token));
    }

    private static AccessTokens tokens(@Nullable String secret) {
        return new AccessTokens(new JwtProperties(secret, Duration.ofHours(1)));
    }

    private static String signed(String secret, Consumer<JwtClaimsSet.Builder> change) {
        return signed(secret, MacAlgorithm.HS256, change);
    }

    private static String signed(String secret, MacAlgorithm algorithm, Consumer<JwtClaimsSet.Builder> change) {
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(AccessTokens.ISSUER)
                .subject("alice")
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(60));
        change.accept(claims);
        String name = algorithm == MacAlgorithm.HS256 ? "HmacSHA256" : "HmacSHA512";
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(secret.getBytes(UTF_8), name))
                .algorithm(algorithm)
                .build()
                .encode(JwtEncoderParameters.from(JwsHeader.with(algorithm).build(), claims.build()))
                .getTokenValue();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}

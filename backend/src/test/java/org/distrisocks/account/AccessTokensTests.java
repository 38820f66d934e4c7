package org.distrisocks.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
    private static final String NEXT = "the next secret of the tests, which is long enough as well";
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

    /** Each row of the way from one secret to the next, as operations.md tells it: two pods that differ by one step. */
    @Test
    void noTokenIsRefusedWhilePodsChangeTheirSecretOneByOne() {
        List<AccessTokens> steps = List.of(tokens(SECRET), tokens(SECRET, NEXT), tokens(NEXT, SECRET), tokens(NEXT));

        for (int step = 1; step < steps.size() - 1; step++) {
            AccessTokens earlier = steps.get(step - 1);
            AccessTokens later = steps.get(step);
            assertThat(later.decode(earlier.issue(ALICE).value()).getSubject()).isEqualTo("alice");
            assertThat(earlier.decode(later.issue(ALICE).value()).getSubject()).isEqualTo("alice");
        }
        assertThat(steps.get(3).decode(steps.get(2).issue(ALICE).value()).getSubject())
                .isEqualTo("alice");
    }

    @Test
    void aSecretThatIsGoneSignsNothingMore() {
        AccessTokens lastStep = tokens(NEXT);

        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> lastStep.decode(tokens(SECRET).issue(ALICE).value()));
    }

    @Test
    void tellsKeysApartByTheirIdAndNotByTheSecret() {
        String kid = keyId(tokens(SECRET));

        assertThat(kid).isEqualTo(keyId(tokens(SECRET, NEXT))).isNotEqualTo(keyId(tokens(NEXT, SECRET)));
        assertThat(SECRET).doesNotContain(kid);
    }

    @Test
    void aTokenWithoutAKeyIdIsTriedOnAllKeys() {
        assertThat(tokens(NEXT, SECRET).decode(signed(SECRET, _ -> {})).getSubject())
                .isEqualTo("alice");
    }

    @Test
    void takesASignedTokenOfTheRightClaims() {
        assertThat(tokens.decode(signed(SECRET, _ -> {})).getSubject()).isEqualTo("alice");
    }

    @Test
    void rejectsForgedToken() {
        rejects(signed(SECRET.toUpperCase(Locale.ROOT), _ -> {}));
    }

    @Test
    void rejectsChangedClaims() {
        String[] parts = signed(SECRET, _ -> {}).split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("alice", "bob");

        rejects(parts[0] + '.' + base64(claims) + '.' + parts[2]);
    }

    @Test
    void rejectsUnsignedToken() {
        String claims =
                new String(Base64.getUrlDecoder().decode(signed(SECRET, _ -> {}).split("\\.", -1)[1]), UTF_8);

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

    private static AccessTokens tokens(@Nullable String secret, String... accepted) {
        return new AccessTokens(new JwtProperties(secret, List.of(accepted), Duration.ofHours(1)));
    }

    private static String signed(String secret, Consumer<JwtClaimsSet.Builder> change) {
        return signed(secret, MacAlgorithm.HS256, change);
    }

    private static String signed(String secret, MacAlgorithm algorithm, Consumer<JwtClaimsSet.Builder> change) {
        JwtClaimsSet.Builder claims = claims();
        change.accept(claims);
        String name = algorithm == MacAlgorithm.HS256 ? "HmacSHA256" : "HmacSHA512";
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(secret.getBytes(UTF_8), name))
                .algorithm(algorithm)
                .build()
                .encode(JwtEncoderParameters.from(JwsHeader.with(algorithm).build(), claims.build()))
                .getTokenValue();
    }

    private static JwtClaimsSet.Builder claims() {
        return JwtClaimsSet.builder()
                .issuer(AccessTokens.ISSUER)
                .subject("alice")
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(60));
    }

    private static String keyId(AccessTokens tokens) {
        return String.valueOf(
                tokens.decode(tokens.issue(ALICE).value()).getHeaders().get("kid"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}

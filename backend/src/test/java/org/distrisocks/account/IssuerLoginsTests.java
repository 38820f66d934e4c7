package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.util.function.Consumer;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Whom a token of an issuer speaks for; {@code IssuerIT} tells which tokens are believed. */
class IssuerLoginsTests {

    private static final String ALICE = "alice";

    private final UserRepository users = mock(UserRepository.class);

    @Test
    void readsTheUserFromTheClaimThatIsSet() {
        IssuerLogins logins = logins("preferred_username", claims -> claims.claim("preferred_username", "bob"));

        assertThat(logins.byToken("any").user()).isEqualTo(new UserId("bob"));
    }

    @Test
    void aTokenWithoutThatClaimIsRefused() {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> logins("preferred_username", _ -> {}).byToken("any"));
    }

    @Test
    void looksForTheRowOnce() {
        IssuerLogins logins = logins(null, claims -> claims.claim("name", " Alice Liddell "));

        logins.byToken("any");
        logins.byToken("any");

        verify(users, times(1)).insertIfAbsent(eq(ALICE), any(), eq("Alice Liddell"), eq(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "Alice\0", "12345678901234567890123456789012345678901234567890123456789012345"})
    void aNameThatWouldNotDoIsTheId(String name) {
        logins(null, claims -> claims.claim("name", name)).byToken("any");

        verify(users).insertIfAbsent(eq(ALICE), any(), eq(ALICE), eq(false));
    }

    @Test
    void nobodyIsRefusedWhileTheKeysCannotBeRead() {
        IssuerLogins logins = logins(null, _ -> {
            throw new JwtException("no route to host");
        });

        assertThatExceptionOfType(LoginDeferredException.class).isThrownBy(() -> logins.byToken("any"));
    }

    private IssuerLogins logins(@Nullable String userClaim, Consumer<Jwt.Builder> change) {
        JwtDecoder issuer = token -> {
            Jwt.Builder claims = Jwt.withTokenValue(token)
                    .header("alg", "RS256")
                    .subject(ALICE)
                    .expiresAt(Instant.now().plusSeconds(60));
            change.accept(claims);
            return claims.build();
        };
        OAuth2ResourceServerProperties properties = new OAuth2ResourceServerProperties();
        properties.getJwt().setIssuerUri("https://login.example.org");
        properties.getJwt().setPrincipalClaimName(userClaim);
        return new IssuerLogins(issuer, users, mock(Passwords.class), properties);
    }
}

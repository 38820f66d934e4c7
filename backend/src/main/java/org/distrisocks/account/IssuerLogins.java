package org.distrisocks.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * Logins by the tokens of an issuer elsewhere. Spring Boot makes the decoder, which fetches the issuer's keys when it
 * meets the first token and whenever it meets a key that it does not know.
 *
 * <p>A user has no row here before the first token: it is made then, so that others can write to them.
 */
@Component
@Conditional(IssuerUri.Set.class)
class IssuerLogins implements Logins {

    private static final Logger log = LoggerFactory.getLogger(IssuerLogins.class);

    private static final int MOST_KNOWN = 100_000;
    private static final String NAME_CLAIM = "name";

    private final JwtDecoder issuer;
    private final UserRepository users;
    private final String issuerUri;
    private final String userClaim;
    private final String unknownPassword;

    /** Whose rows are there, as this pod has seen; of one who is forgotten the row is looked for again. */
    private final Cache<UserId, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    IssuerLogins(
            JwtDecoder issuer, UserRepository users, Passwords passwords, OAuth2ResourceServerProperties properties) {
        this.issuer = issuer;
        this.users = users;
        this.issuerUri = Objects.requireNonNull(properties.getJwt().getIssuerUri());
        this.userClaim = Objects.requireNonNullElse(properties.getJwt().getPrincipalClaimName(), JwtClaimNames.SUB);
        this.unknownPassword = passwords.hash(UUID.randomUUID().toString());
    }

    @Override
    public Login byPassword(String name, String password) {
        throw new LoginFailedException("passwords are not known here: use a token of " + issuerUri);
    }

    @Override
    public Login byToken(String token) {
        try {
            return login(issuer.decode(token));
        } catch (BadJwtException | InvalidIdException untrusted) {
            throw LoginFailedException.byToken(untrusted);
        } catch (JwtException | JwtDecoderInitializationException unread) {
            log.warn(
                    "the keys of {} cannot be read: {}",
                    issuerUri,
                    NestedExceptionUtils.getMostSpecificCause(unread).getMessage());
            throw LoginDeferredException.unavailable(unread);
        }
    }

    private Login login(Jwt token) {
        Instant end = token.getExpiresAt();
        // The decoder allows for skewed clocks; a session ends at exp, so one begun after it would be over at once.
        if (end == null || !end.isAfter(Instant.now())) {
            throw new BadJwtException("no exp to come");
        }
        String claimed = token.getClaimAsString(userClaim);
        if (claimed == null) {
            throw new BadJwtException("no " + userClaim);
        }
        UserId user = new UserId(claimed);
        var _ = known.get(
                user, _ -> users.insertIfAbsent(user.value(), unknownPassword, displayName(token, user), false) >= 0);
        return new Login(user, end);
    }

    private static String displayName(Jwt token, UserId user) {
        return Optional.ofNullable(token.getClaimAsString(NAME_CLAIM))
                .flatMap(DisplayName::of)
                .orElse(user.value());
    }
}

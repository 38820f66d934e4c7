package org.distrisocks.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.distrisocks.account.Registration.PasswordRefused;
import org.distrisocks.account.Registration.Registered;
import org.distrisocks.account.Registration.UserIdTaken;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.UserId;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Who exists and who may speak in whose name. Safe for any number of threads. */
@Component
public class Accounts {

    private static final int SHORTEST_PASSWORD = 8;

    /** The bytes that bcrypt reads; of two longer passwords that differ after them, each would open the other's door. */
    private static final int LONGEST_PASSWORD_BYTES = 72;

    private final UserRepository users;
    private final PasswordEncoder passwords;
    private final AccessTokens tokens;
    private final String hashOfNobody;

    Accounts(UserRepository users, PasswordEncoder passwords, AccessTokens tokens) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.hashOfNobody = passwords.encode("nobody");
    }

    /**
     * A proven name and how long the proof holds.
     *
     * @param user who logged in
     * @param expiresAt when the token ends; {@link Instant#MAX} after a login by password, which does not end
     */
    public record Login(UserId user, Instant expiresAt) {}

    /**
     * Checks a user's password, for the headers {@code login} and {@code passcode} of a STOMP CONNECT and for
     * {@code POST /api/auth/login}. Costs one bcrypt comparison (about 0.1 s of CPU), also where there is no such user:
     * neither the message nor the time says which of the two was wrong.
     *
     * @throws LoginFailedException {@code wrong username or password}
     */
    public Login authenticate(String login, String passcode) {
        User user = find(login).orElse(null);
        boolean right = passwords.matches(passcode, user == null ? hashOfNobody : user.passwordHash());
        if (user == null || !right || isTooLong(passcode)) {
            throw new LoginFailedException("wrong username or password");
        }
        return new Login(user.id(), Instant.MAX);
    }

    /**
     * Checks an access token (a JWT, RFC 7519) without a query: signature, issuer and expiry.
     *
     * @param token what follows {@code Bearer } in the header {@code Authorization}
     * @throws LoginFailedException if it is not ours or has ended
     */
    public Login authenticateToken(String token) {
        try {
            Jwt jwt = tokens.decode(token);
            return new Login(AccessTokens.user(jwt), AccessTokens.expiry(jwt));
        } catch (JwtException | InvalidIdException untrusted) {
            throw new LoginFailedException("the token is not valid, or no longer", untrusted);
        }
    }

    /** Makes an account, or says why not; two pods that are asked for one id at once make one. */
    public Registration register(UserId user, String password, String displayName) {
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            return new PasswordRefused("must have at least %d characters".formatted(SHORTEST_PASSWORD));
        }
        if (isTooLong(password)) {
            return new PasswordRefused("must have at most %d bytes of UTF-8".formatted(LONGEST_PASSWORD_BYTES));
        }
        return create(user, password, displayName);
    }

    /** As {@link #register}, whatever the password. */
    Registration create(UserId user, String password, String displayName) {
        int added = users.insertIfAbsent(user.value(), passwords.encode(password), displayName);
        return added == 1 ? new Registered(user) : new UserIdTaken(user);
    }

    /** Which of these users exist, by one query; a new set, empty if none of them does. */
    Set<UserId> existing(Collection<UserId> candidates) {
        String[] asked = candidates.stream().map(UserId::value).distinct().toArray(String[]::new);
        return users.findExisting(asked).stream().map(UserId::new).collect(Collectors.toSet());
    }

    /** Asks nothing for what cannot be an id: PostgreSQL fails on a NUL where it might just not find it. */
    private Optional<User> find(String login) {
        try {
            return users.findById(new UserId(login).value());
        } catch (InvalidIdException nobodyIsCalledSo) {
            return Optional.empty();
        }
    }

    private static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES;
    }
}

package org.distrisocks.account;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.distrisocks.account.Registration.PasswordRefused;
import org.distrisocks.account.Registration.Registered;
import org.distrisocks.account.Registration.UserIdTaken;
import org.distrisocks.identity.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Who exists and who may speak in whose name. Safe for any number of threads. */
@Component
public class Accounts {

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    private static final int SHORTEST_PASSWORD = 8;

    private final UserRepository users;
    private final Passwords passwords;
    private final Logins logins;

    Accounts(UserRepository users, Passwords passwords, Logins logins) {
        this.users = users;
        this.passwords = passwords;
        this.logins = logins;
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
     * {@code POST /api/auth/login}.
     *
     * @throws LoginFailedException if it is wrong, or passwords are not known here
     * @throws LoginDeferredException if it cannot be said now
     */
    public Login authenticate(String login, String passcode) {
        return checked(() -> logins.byPassword(login, passcode));
    }

    /**
     * Checks an access token (a JWT, RFC 7519), for STOMP and for REST: signature, issuer and expiry.
     *
     * @param token what follows {@code Bearer } in the header {@code Authorization}
     * @throws LoginFailedException if it is not believed or has ended
     * @throws LoginDeferredException if it cannot be said now
     */
    public Login authenticateToken(String token) {
        return checked(() -> logins.byToken(token));
    }

    /**
     * Makes an account, or says why not; two pods that are asked for one id at once make one.
     *
     * @throws LoginDeferredException if it cannot be made now
     */
    public Registration register(UserId user, String password, String displayName) {
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            return new PasswordRefused("must have at least %d characters".formatted(SHORTEST_PASSWORD));
        }
        if (!Passwords.isOpaqueString(password)) {
            return new PasswordRefused("must have no control characters, and none that cannot be seen");
        }
        if (Passwords.isTooLong(password)) {
            return new PasswordRefused("must have at most %d bytes of UTF-8".formatted(Passwords.LONGEST_BYTES));
        }
        return create(user, password, displayName);
    }

    /** As {@link #register}, whatever the password. */
    Registration create(UserId user, String password, String displayName) {
        int added = users.insertIfAbsent(user.value(), passwords.hash(password), displayName, true);
        return added == 1 ? new Registered(user) : new UserIdTaken(user);
    }

    /** Which of these users exist, by one query; a new set, empty if none of them does. */
    Set<UserId> existing(Collection<UserId> candidates) {
        String[] asked = candidates.stream().map(UserId::value).distinct().toArray(String[]::new);
        return users.findExisting(asked).stream().map(UserId::new).collect(Collectors.toSet());
    }

    private static Login checked(Supplier<Login> login) {
        try {
            return login.get();
        } catch (DataAccessException | TransactionException unreachable) {
            log.warn("a login could not be checked: {}", unreachable.getMessage());
            throw LoginDeferredException.unavailable(unreachable);
        }
    }
}

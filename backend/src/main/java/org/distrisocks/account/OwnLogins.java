package org.distrisocks.account;

import java.time.Instant;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.UserId;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Logins by our passwords and our tokens. A token is checked without a query. */
@Component
@Conditional(IssuerUri.Missing.class)
class OwnLogins implements Logins {

    private final UserRepository users;
    private final Passwords passwords;
    private final AccessTokens tokens;

    OwnLogins(UserRepository users, Passwords passwords, AccessTokens tokens) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /**
     * The case of the name does not matter; the login is that of the name as registered. Neither the message nor the time
     * says whether it was the name or the password that was wrong.
     */
    @Override
    public Login byPassword(String name, String password) {
        UserId claimed = userId(name);
        User user = users.findRegistered(claimed.value()).orElse(null);
        boolean right = passwords.match(claimed, password, user == null ? null : user.passwordHash());
        if (user == null || !right) {
            throw wrong();
        }
        if (Passwords.isUnusualSpelling(password)) {
            users.updatePasswordHash(user.id().value(), passwords.hash(password));
        }
        return new Login(user.id(), Instant.MAX);
    }

    @Override
    public Login byToken(String token) {
        try {
            Jwt jwt = tokens.decode(token);
            return new Login(AccessTokens.user(jwt), AccessTokens.expiry(jwt));
        } catch (JwtException untrusted) {
            throw LoginFailedException.byToken(untrusted);
        }
    }

    private static UserId userId(String name) {
        try {
            return new UserId(name);
        } catch (InvalidIdException nobodysName) {
            throw wrong();
        }
    }

    private static LoginFailedException wrong() {
        return new LoginFailedException("wrong username or password");
    }
}

package org.distrisocks.account;

import java.time.Instant;
import java.util.Optional;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.UserId;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Logins by our passwords and our tokens. A token is checked without a query. */
@Component
@Conditional(IssuerUri.Missing.class)
class OwnLogins implements Logins {

    private final UserRepository users;
    private final PasswordEncoder passwords;
    private final AccessTokens tokens;
    private final String hashOfNobody;

    OwnLogins(UserRepository users, PasswordEncoder passwords, AccessTokens tokens) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.hashOfNobody = passwords.encode("nobody");
    }

    /**
     * Costs one bcrypt comparison (about 0.1 s of CPU), also where there is no such user: neither the message nor the
     * time says which of the two was wrong.
     */
    @Override
    public Login byPassword(String name, String password) {
        User user = find(name).orElse(null);
        boolean right = passwords.matches(password, user == null ? hashOfNobody : user.passwordHash());
        if (user == null || !right || Accounts.isTooLong(password)) {
            throw new LoginFailedException("wrong username or password");
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

    /** Asks nothing for what cannot be an id: PostgreSQL fails on a NUL where it might just not find it. */
    private Optional<User> find(String login) {
        try {
            return users.findById(new UserId(login).value());
        } catch (InvalidIdException nobodyIsCalledSo) {
            return Optional.empty();
        }
    }
}

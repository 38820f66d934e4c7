package org.distrisocks.account;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.distrisocks.account.AccessTokens.AccessToken;
import org.distrisocks.account.RefreshTokens.Refreshed;
import org.distrisocks.account.Registration.PasswordRefused;
import org.distrisocks.account.Registration.Registered;
import org.distrisocks.account.Registration.UserIdTaken;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The way in: an account, and a token for it. */
@RestController
@RequestMapping(path = "/api/auth", consumes = MediaType.APPLICATION_JSON_VALUE)
@Conditional(IssuerUri.Missing.class)
class AuthController {

    private final Accounts accounts;
    private final AccessTokens tokens;
    private final RefreshTokens refreshTokens;

    AuthController(Accounts accounts, AccessTokens tokens, RefreshTokens refreshTokens) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
    }

    /**
     * @param username 1 to 64 of {@code A-Z a-z 0-9 . _ -}
     * @param password 8 characters at least, 72 bytes of UTF-8 at most
     * @param displayName what others see; absent or blank means the username
     */
    record NewAccount(
            @NotNull(message = "must be given") String username,
            @NotNull(message = "must be given") String password,

            @Nullable @Size(max = 64, message = "must have at most 64 characters") @Pattern(regexp = "\\P{Cntrl}*", message = "must have no control characters") String displayName) {}

    record Credentials(
            @NotNull(message = "must be given") String username,
            @NotNull(message = "must be given") String password) {}

    /**
     * An answer in the shape of RFC 6749, section 5.1.
     *
     * @param expiresIn seconds, for example 3600
     * @param refreshToken for one use at {@code POST /api/auth/refresh}, which answers with the next one
     */
    record Token(String accessToken, String tokenType, long expiresIn, String refreshToken) {}

    record Refresh(@NotNull(message = "must be given") String refreshToken) {}

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    Token register(@Valid @RequestBody NewAccount wish) {
        UserId user = userId(wish.username());
        String name = wish.displayName();
        String displayName = name == null || name.isBlank() ? wish.username() : name.strip();
        return switch (accounts.register(user, wish.password(), displayName)) {
            case Registered(UserId registered) -> login(registered);
            case UserIdTaken _ -> throw refused(CONFLICT, "username", "is taken");
            case PasswordRefused(String rule) -> throw refused(BAD_REQUEST, "password", rule);
        };
    }

    @PostMapping("/login")
    Token login(@Valid @RequestBody Credentials credentials) {
        return login(accounts.authenticate(credentials.username(), credentials.password())
                .user());
    }

    /** A new access token. The refresh token is used up; one that comes a second time ends the login. */
    @PostMapping("/refresh")
    Token refresh(@Valid @RequestBody Refresh wish) {
        Refreshed refreshed = refreshTokens.refresh(wish.refreshToken());
        return token(refreshed.user(), refreshed.token());
    }

    /** Ends the login; access tokens hold until their time. Says nothing of a token that is none. */
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@Valid @RequestBody Refresh wish) {
        refreshTokens.end(wish.refreshToken());
    }

    private Token login(UserId user) {
        return token(user, refreshTokens.begin(user));
    }

    private Token token(UserId user, String refreshToken) {
        AccessToken token = tokens.issue(user);
        return new Token(token.value(), "Bearer", token.lifetime().toSeconds(), refreshToken);
    }

    private static UserId userId(String username) {
        try {
            return new UserId(username);
        } catch (InvalidIdException invalid) {
            throw refused(BAD_REQUEST, "username", invalid.rule());
        }
    }

    private static ErrorResponseException refused(HttpStatus status, String field, String reason) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, field + " " + reason);
        problem.setProperty("errors", List.of(Map.of("field", field, "reason", reason)));
        return new ErrorResponseException(status, problem, null);
    }
}

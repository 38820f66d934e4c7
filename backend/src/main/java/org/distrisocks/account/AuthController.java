package org.distrisocks.account;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
@RequestMapping(
        path = "/api/auth",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Conditional(IssuerUri.Missing.class)
class AuthController {

    private static final String BODY = "body";
    private static final String COOKIE = "cookie";

    private final Accounts accounts;
    private final AccessTokens tokens;
    private final RefreshTokens refreshTokens;
    private final RefreshCookies cookies;

    AuthController(Accounts accounts, AccessTokens tokens, RefreshTokens refreshTokens, RefreshCookies cookies) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.cookies = cookies;
    }

    /**
     * @param username 1 to 64 of {@code A-Z a-z 0-9 . _ -}, at least one of them a letter or digit; taken if somebody has
     *     it in another case
     * @param password 8 characters at least, 72 bytes of UTF-8 at most, of the profile OpaqueString (RFC 8265)
     * @param displayName what others see, of the profile Nickname (RFC 8266); absent or blank means the username
     * @param refreshIn as in {@link Credentials}
     */
    record NewAccount(
            @NotNull(message = "must be given") String username,
            @NotNull(message = "must be given") String password,

            @Nullable String displayName,

            @Nullable @Pattern(regexp = "^(" + BODY + "|" + COOKIE + ")$", message = "must be body or cookie")
            String refreshIn) {}

    /**
     * @param refreshIn where the refresh token goes: {@code body}, which is what absence means, or {@code cookie}, for a
     *     page of ours
     */
    record Credentials(
            @NotNull(message = "must be given") String username,
            @NotNull(message = "must be given") String password,

            @Nullable @Pattern(regexp = "^(" + BODY + "|" + COOKIE + ")$", message = "must be body or cookie")
            String refreshIn) {}

    /**
     * An answer in the shape of RFC 6749, section 5.1.
     *
     * @param expiresIn seconds, for example 3600
     * @param refreshToken for one use at {@code POST /api/auth/refresh}, which answers with the next one; absent if it
     *     went into a cookie
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Token(
            String accessToken,
            String tokenType,
            long expiresIn,
            @Nullable String refreshToken) {}

    /**
     * Which login is meant: one of the two.
     *
     * @param userId whose cookie is meant, if the token is in one
     */
    record Refresh(@Nullable String refreshToken, @Nullable String userId) {}

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    Token register(@Valid @RequestBody NewAccount wish, HttpServletRequest request, HttpServletResponse response) {
        UserId user = read("username", wish.username(), UserId::registered);
        String displayName = displayName(wish);
        return switch (accounts.register(user, wish.password(), displayName)) {
            case Registered(UserId registered) -> login(registered, wish.refreshIn(), request, response);
            case UserIdTaken _ -> throw refused(CONFLICT, "username", "is taken");
            case PasswordRefused(String rule) -> throw refused(BAD_REQUEST, "password", rule);
        };
    }

    @PostMapping("/login")
    Token login(@Valid @RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        UserId user = accounts.authenticate(credentials.username(), credentials.password())
                .user();
        return login(user, credentials.refreshIn(), request, response);
    }

    /**
     * A new access token. The refresh token is used up; one that comes a second time, later than
     * {@code auth.refresh.grace}, ends the login.
     */
    @PostMapping("/refresh")
    Token refresh(@Valid @RequestBody Refresh wish, HttpServletRequest request, HttpServletResponse response) {
        if (wish.refreshToken() != null) {
            Refreshed refreshed = refreshTokens.refresh(wish.refreshToken());
            return token(refreshed.user(), refreshed.token());
        }
        UserId user = cookieOwner(wish, request);
        try {
            Refreshed refreshed =
                    refreshTokens.refresh(cookies.find(user, request).orElse(""));
            cookies.keep(user, refreshed.token(), request, response);
            return token(refreshed.user(), null);
        } catch (LoginFailedException ended) {
            cookies.forget(user, request, response);
            throw ended;
        }
    }

    /** Ends the login; access tokens hold until their time. Says nothing of a token that is none. */
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@Valid @RequestBody Refresh wish, HttpServletRequest request, HttpServletResponse response) {
        if (wish.refreshToken() != null) {
            refreshTokens.end(wish.refreshToken());
            return;
        }
        UserId user = cookieOwner(wish, request);
        cookies.find(user, request).ifPresent(refreshTokens::end);
        cookies.forget(user, request, response);
    }

    private UserId cookieOwner(Refresh wish, HttpServletRequest request) {
        if (wish.userId() == null) {
            throw refused(BAD_REQUEST, "refresh_token", "must be given");
        }
        cookies.requireOwnPage(request);
        return read("user_id", wish.userId(), UserId::new);
    }

    private Token login(
            UserId user, @Nullable String refreshIn, HttpServletRequest request, HttpServletResponse response) {
        if (!COOKIE.equals(refreshIn)) {
            return token(user, refreshTokens.begin(user));
        }
        cookies.requireOwnPage(request);
        cookies.find(user, request).ifPresent(refreshTokens::end);
        cookies.keep(user, refreshTokens.begin(user), request, response).forEach(refreshTokens::end);
        return token(user, null);
    }

    private Token token(UserId user, @Nullable String refreshToken) {
        AccessToken token = tokens.issue(user);
        return new Token(token.value(), "Bearer", token.lifetime().toSeconds(), refreshToken);
    }

    private static String displayName(NewAccount wish) {
        String name = wish.displayName();
        return name == null || name.isBlank()
                ? wish.username()
                : DisplayName.of(name).orElseThrow(() -> refused(BAD_REQUEST, "display_name", DisplayName.RULE));
    }

    private static UserId read(String field, String value, Function<String, UserId> reader) {
        try {
            return reader.apply(value);
        } catch (InvalidIdException invalid) {
            throw refused(BAD_REQUEST, field, invalid.rule());
        }
    }

    private static ErrorResponseException refused(HttpStatus status, String field, String reason) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, field + " " + reason);
        problem.setProperty("errors", List.of(Map.of("field", field, "reason", reason)));
        return new ErrorResponseException(status, problem, null);
    }
}

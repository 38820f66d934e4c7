package org.distrisocks.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.distrisocks.identity.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens, by which a client gets new access tokens without the password: {@code LOGIN_ID.SECRET}, of which the
 * database has the id and a hash. Each use gives the next one. One that comes again is in two hands, and nobody can tell
 * whose is the right one: the login ends for both (RFC 9700, section 4.14.2). Safe for any number of threads and pods.
 *
 * <p>The next secret is made from the last one and the login's salt, which no client has, so that a token that comes again
 * within the grace gets the very same answer: two tabs may ask at once, and an answer may be lost with its pod (ADR 16).
 */
@Component
class RefreshTokens {

    private static final Logger log = LoggerFactory.getLogger(RefreshTokens.class);

    private static final int SECRET_BYTES = 32;
    private static final Pattern TOKEN =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([\\w-]{43})");

    private static final String BEGIN = """
            WITH ended AS (
              DELETE FROM logins WHERE login_id IN (
                SELECT login_id FROM logins WHERE user_id = :user ORDER BY expires_at DESC OFFSET :others)
            )
            INSERT INTO logins (login_id, user_id, secret_hash, salt, expires_at)
            VALUES (:login, :user, :hash, :salt, now() + make_interval(secs => :lifetime))""";

    private static final String SALT = "SELECT salt FROM logins WHERE login_id = :login";

    /** The second half finds the row as the first use has left it: of two uses at once one moves it and one finds it moved. */
    private static final String ROTATE = """
            UPDATE logins SET
              previous_hash = CASE WHEN secret_hash = :hash THEN secret_hash ELSE previous_hash END,
              rotated_at = CASE WHEN secret_hash = :hash THEN now() ELSE rotated_at END,
              secret_hash = :next,
              expires_at = now() + make_interval(secs => :lifetime)
            WHERE login_id = :login AND expires_at > now()
              AND (secret_hash = :hash OR (secret_hash = :next AND previous_hash = :hash
                                           AND rotated_at > now() - make_interval(secs => :grace)))
            RETURNING user_id""";

    private static final String END =
            "DELETE FROM logins WHERE login_id = :login RETURNING user_id, expires_at > now() AS held";

    private final JdbcClient sql;
    private final RefreshProperties properties;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(JdbcClient sql, RefreshProperties properties) {
        this.sql = sql;
        this.properties = properties;
    }

    /** Who has refreshed a login, and with what it is refreshed next. */
    record Refreshed(UserId user, String token) {}

    /** The first token of a login; ends the user's oldest if there are too many. */
    String begin(UserId user) {
        UUID login = UUID.randomUUID();
        String secret = secret();
        sql.sql(BEGIN)
                .param("login", login)
                .param("user", user.value())
                .param("hash", hash(secret))
                .param("salt", randomBytes())
                .param("lifetime", properties.lifetime().toSeconds())
                .param("others", properties.logins() - 1)
                .update();
        return login + "." + secret;
    }

    /**
     * Takes a token for the next one.
     *
     * @throws LoginFailedException if it is not ours, has ended or was used before
     */
    Refreshed refresh(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw refused();
        }
        UUID login = UUID.fromString(parts.group(1));
        String secret = parts.group(2);
        String next = sql.sql(SALT)
                .param("login", login)
                .query(byte[].class)
                .optional()
                .map(salt -> successor(salt, secret))
                .orElseThrow(RefreshTokens::refused);
        return sql.sql(ROTATE)
                .param("login", login)
                .param("hash", hash(secret))
                .param("next", hash(next))
                .param("lifetime", properties.lifetime().toSeconds())
                .param("grace", properties.grace().toMillis() / 1e3)
                .query(String.class)
                .optional()
                .map(user -> new Refreshed(new UserId(user), login + "." + next))
                .orElseThrow(() -> {
                    endMisused(login);
                    return refused();
                });
    }

    /** Ends the login of this token, which may have ended before or never have been one (RFC 7009, section 2.2). */
    void end(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (parts.matches()) {
            end(UUID.fromString(parts.group(1)));
        }
    }

    private void endMisused(UUID login) {
        end(login).ifPresent(user -> log.warn("a refresh token of {} was used twice: that login is ended", user));
    }

    /** Returns whose it was, if it would still have held. */
    private Optional<String> end(UUID login) {
        return sql.sql(END)
                .param("login", login)
                .query((row, _) -> row.getBoolean("held") ? row.getString("user_id") : "")
                .optional()
                .filter(user -> !user.isEmpty());
    }

    private String secret() {
        return encoded(randomBytes());
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Whoever has the old token alone cannot make the next one: the salt never leaves the database and its pods. */
    private static String successor(byte[] salt, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return encoded(mac.doFinal(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static String encoded(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Without salt or rounds: a secret of 256 random bits is not guessed from its hash. */
    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static LoginFailedException refused() {
        return new LoginFailedException("the refresh token is not valid, or no longer");
    }
}

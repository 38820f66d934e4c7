package org.distrisocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.distrisocks.account.Accounts;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.NewMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.context.ActiveProfiles;

/**
 * One whole pod, on services that the subclass chooses. Its topic has two partitions, as that of a pod with more cores may
 * have.
 */
@SpringBootTest(
        classes = DistriSocksApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "distrisocks.pod.id=" + SinglePod.POD,
            "distrisocks.auth.jwt.secret=" + SinglePod.SECRET,
            "distrisocks.auth.operators=" + SinglePod.OPERATOR,
            "distrisocks.relay.concurrency=2",
            "distrisocks.session.heart-beat=1s",
            "distrisocks.limits.connect-timeout=3s",
            "distrisocks.limits.login-burst=1000"
        })
@ActiveProfiles("demo")
@SuppressWarnings("NullAway.Init")
public abstract class SinglePod {

    protected static final String POD = "backend-it";
    protected static final String SECRET = "a secret of the tests, long enough to sign with";
    protected static final String OPERATOR = "olga";
    protected static final String PASSWORD = "correct horse";
    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    @LocalServerPort
    protected int port;

    @Autowired
    protected JdbcTemplate sql;

    @Autowired
    private Accounts accounts;

    /** A new user whose id begins with that name. */
    protected UserId user(String name) {
        UserId user = new UserId(name + "-" + Long.toString(System.nanoTime(), 36));
        accounts.register(user, PASSWORD, name);
        return user;
    }

    /** A token as the pod itself makes it, without a password checked: quick. */
    protected static String token(UserId user, Duration left) {
        Instant end = Instant.now().plus(left);
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer("distrisocks")
                .subject(user.value())
                .issuedAt(end.minusSeconds(600))
                .expiresAt(end)
                .build();
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"))
                .build()
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }

    protected static NewMessage message(UserId sender, UserId receiver, @Nullable String clientId, String payload) {
        return new NewMessage(IDS.next(), sender, receiver, clientId, payload, null);
    }

    /** Stores messages of so many bytes each, and none in an inbox. */
    protected void history(UserId sender, UserId receiver, int messages, int bytes) {
        sql.update(
                "insert into messages (message_id, sender_id, receiver_id, payload)"
                        + " select gen_random_uuid(), ?, ?, repeat('x', ?) from generate_series(1, ?)",
                sender.value(),
                receiver.value(),
                bytes,
                messages);
    }

    /** 0, 1 or 2, as the row says. */
    protected int status(MessageId id) {
        Integer status =
                sql.queryForObject("select status from messages where message_id = ?", Integer.class, id.value());
        return status == null ? -1 : status;
    }

    protected int messagesOf(UserId sender) {
        Integer count =
                sql.queryForObject("select count(*) from messages where sender_id = ?", Integer.class, sender.value());
        return count == null ? -1 : count;
    }
}

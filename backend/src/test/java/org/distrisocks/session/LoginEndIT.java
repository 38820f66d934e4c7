package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 9: a session ends when its token does, unless a new one comes in time. */
@SuppressWarnings("NullAway.Init")
class LoginEndIT extends RealPod {

    private static final int LOGIN_OVER = 4401;
    private static final int PROTOCOL_ERROR = 1002;
    private static final Duration SOON = Duration.ofSeconds(3);

    private UserId alice;
    private RawStompClient client;

    @BeforeEach
    void logInForAWhile() {
        alice = user("alice");
        client = RawStompClient.open(port);
        client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + token(alice, SOON) + "\n\n\0");
        client.await(StompCommand.CONNECTED);
        client.subscribe(RawStompClient.ERRORS);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theClientIsToldBeforeAndThenTheSessionIsClosed() {
        StompFrame told = client.awaitMessage(RawStompClient.ERRORS);

        assertThat(new String(told.body(), UTF_8))
                .contains("\"type\":\"urn:distrisocks:problem:login-ends\"", "SEND a new token to /app/token");
        assertThat(client.awaitClose()).isEqualTo(LOGIN_OVER);
    }

    @Test
    void aNewTokenKeepsTheSession() {
        client.awaitMessage(RawStompClient.ERRORS);
        Instant oldEnd = Instant.now().plus(SOON);

        renew(token(alice, Duration.ofMinutes(5)), "receipt:renewed\n");

        assertThat(client.await(StompCommand.RECEIPT).header("receipt-id")).isEqualTo("renewed");
        await().until(() -> Instant.now().isAfter(oldEnd.plusSeconds(1)));
        client.message(alice, "c1", "still here");
    }

    @Test
    void anothersTokenIsRefused() {
        renew(token(user("bob"), Duration.ofMinutes(5)), "");

        assertRefused("the token is another user's");
    }

    @Test
    void aTokenThatHasEndedIsRefused() {
        renew(token(alice, Duration.ofSeconds(-1)), "");

        assertRefused("the token is not valid, or no longer");
    }

    @Test
    void aPasswordIsNoToken() {
        client.send("SEND\ndestination:/app/token\nlogin:" + alice + "\npasscode:" + PASSWORD + "\n\n\0");

        assertRefused("SEND to /app/token needs Authorization: Bearer with a token");
    }

    @Test
    void aTokenInATransactionIsRefused() {
        client.send("BEGIN\ntransaction:t\n\n\0");
        renew(token(alice, Duration.ofMinutes(5)), "transaction:t\n");

        assertRefused("a token cannot be sent in a transaction");
    }

    private void renew(String token, String more) {
        client.send("SEND\ndestination:/app/token\n" + more + "Authorization:Bearer " + token + "\n\n\0");
    }

    private void assertRefused(String message) {
        assertThat(client.await(StompCommand.ERROR).header("message")).isEqualTo(message);
        assertThat(client.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }
}

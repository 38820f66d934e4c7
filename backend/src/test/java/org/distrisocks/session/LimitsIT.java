package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.distrisocks.HttpApi;
import org.distrisocks.RealPod;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A pod with small limits: what is over them is refused clearly and counted, and the rest goes on. */
@DirtiesContext
@TestPropertySource(
        properties = {
            "distrisocks.pod.id=limits-it",
            "distrisocks.limits.connections=8",
            "distrisocks.limits.connections-per-address=6",
            "distrisocks.limits.sessions-per-user=2",
            "distrisocks.limits.subscriptions-per-user=4",
            "distrisocks.limits.subscribe-rate=1",
            "distrisocks.limits.subscribe-burst=6",
            "distrisocks.limits.send-rate=1",
            "distrisocks.limits.send-burst=3",
            "distrisocks.limits.login-failures=3",
            "distrisocks.limits.login-pause=1h",
            "distrisocks.limits.http-timeout=4s",
            "distrisocks.limits.tcp-connections=100",
            "distrisocks.limits.request-rate=10",
            "distrisocks.limits.request-burst=20",
            "distrisocks.limits.allowed-origins=https://chat.example.org",
            "distrisocks.delivery.remembered=4",
            "distrisocks.delivery.outstanding=6",
            // What comes, comes without it.
            "distrisocks.delivery.sweep-period=1h"
        })
@SuppressWarnings("NullAway.Init")
class LimitsIT extends RealPod {

    /** More than any burst allows, in one WebSocket message. */
    private static final int MANY = 8;

    private final List<RawStompClient> clients = new ArrayList<>();

    @Autowired
    private MeterRegistry meters;

    @AfterEach
    void close() {
        clients.forEach(RawStompClient::close);
        await().until(() -> meters.get("distrisocks.sessions").gauge().value() == 0);
    }

    @Test
    void refusesMessagesOverTheRateAndKeepsTheSession() {
        UserId alice = user("alice");
        RawStompClient client = connected(alice);
        client.subscribe(RawStompClient.ERRORS);

        client.send(sends(alice, MANY));

        JsonNode problem = client.awaitJson(RawStompClient.ERRORS);
        assertThat(problem.path("type").asString()).isEqualTo("urn:distrisocks:problem:too-fast");
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        assertThat(problem.path("client_id").asString()).startsWith("c");
        assertThat(problem.path("detail").asString())
                .isEqualTo("a user may send at most 1 messages a second, and 3 at once");
        assertThat(reached("send-rate")).isPositive();
        // In time all of them are taken, and none twice.
        await().atMost(Duration.ofSeconds(3 * MANY))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    client.send(send(alice, messagesOf(alice)));
                    return messagesOf(alice) == MANY;
                });
    }

    @Test
    void countsTheMessagesOfOneUserOverAllWaysIn() {
        UserId alice = user("alice");
        HttpApi api = HttpApi.at(port).as(alice, PASSWORD);
        RawStompClient client = connected(alice);
        client.subscribe(RawStompClient.ERRORS);
        client.send(sends(alice, MANY));
        client.awaitMessage(RawStompClient.ERRORS);

        HttpApi.Answer refused = api.post("/api/messages", RawStompClient.body(alice, "over-rest", "hi"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("type").asString()).isEqualTo("urn:distrisocks:problem:too-fast");
        assertThat(refused.body().path("client_id").asString()).isEqualTo("over-rest");
    }

    /** It pauses, since the pod has not asked which of them are DELIVERED, and asks by itself. */
    @Test
    void readsOnWhenAllThatWasOutstandingIsDelivered() {
        UserId bob = user("bob");
        RawStompClient reader = connected(bob).subscribe("m", RawStompClient.MESSAGES, "client-individual");
        List<StompFrame> unacknowledged = new ArrayList<>();
        for (int pair = 0; pair < 3; pair++) {
            connected(user("alice")).message(bob, "c1", "hi").message(bob, "c2", "hi");
            unacknowledged.add(reader.awaitMessage(RawStompClient.MESSAGES));
            unacknowledged.add(reader.awaitMessage(RawStompClient.MESSAGES));
        }
        unacknowledged.forEach(frame -> reader.sendAndAwait("ACK", "id:" + frame.required("ack") + "\n", ""));
        await().until(() ->
                unacknowledged.stream().allMatch(frame -> status(MessageId.parse(frame.required("message-id"))) == 2));

        connected(user("alice")).message(bob, "c1", "the seventh");

        assertThat(reader.awaitJson(RawStompClient.MESSAGES).path("payload").asString())
                .isEqualTo("the seventh");
    }

    @Test
    void refusesAUsersSessionsOverTheLimitAndNotOthers() {
        UserId alice = user("alice");
        connected(alice);
        connected(alice);

        RawStompClient third = open();
        third.send(connect(alice, PASSWORD));

        assertThat(third.await(StompCommand.ERROR).header("message"))
                .isEqualTo("a user may have at most 2 sessions on one pod");
        third.awaitClose();
        assertThat(reached("sessions-per-user")).isPositive();
        connected(user("bob"));
    }

    @Test
    void refusesAUsersSubscriptionsOverTheLimit() {
        UserId alice = user("alice");
        RawStompClient first = connected(alice);
        RawStompClient second = connected(alice);
        first.subscribe("a", RawStompClient.STATUS, "auto").subscribe("b", RawStompClient.STATUS, "auto");
        second.subscribe("a", RawStompClient.STATUS, "auto").subscribe("b", RawStompClient.STATUS, "auto");

        StompFrame error = errorOf(second, "SUBSCRIBE\nid:c\ndestination:" + RawStompClient.STATUS + "\n\n\0");

        assertThat(error.header("message")).isEqualTo("a user may have at most 4 subscriptions on one pod");
        assertThat(reached("subscriptions-per-user")).isPositive();
    }

    @Test
    void refusesSubscriptionsThatComeTooFast() {
        RawStompClient client = connected(user("alice"));
        String turn = "SUBSCRIBE\nid:a\ndestination:" + RawStompClient.STATUS + "\n\n\0UNSUBSCRIBE\nid:a\n\n\0";

        StompFrame error = errorOf(client, turn.repeat(MANY));

        assertThat(error.header("message")).isEqualTo("a user may subscribe at most 1 times a second");
        assertThat(reached("subscribe-rate")).isPositive();
    }

    @Test
    void refusesConnectionsFromAnAddressThatHasTooMany() {
        for (int i = 0; i < 6; i++) {
            open();
        }

        // A socket is counted when it is open at the pod's end, which may be after the client's.
        WebSocketHandshakeException refused = await().until(this::refusal, Objects::nonNull);

        assertThat(Objects.requireNonNull(refused).getResponse().statusCode()).isEqualTo(429);
        assertThat(refused.getResponse().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(reached("connections-per-address")).isPositive();
        clients.removeFirst().close();
        await().until(() -> refusal() == null);
    }

    @Test
    void refusesANameAfterTooManyWrongPasswords() {
        UserId alice = user("alice");
        for (int i = 0; i < 3; i++) {
            assertThat(errorOf(open(), connect(alice, "wrong horse")).header("message"))
                    .isEqualTo("wrong username or password");
        }

        assertThat(errorOf(open(), connect(alice, PASSWORD)).header("message"))
                .matches("too many wrong passwords for this name, try again in 3\\d{3} s");
        connected(user("bob"));
    }

    @Test
    void cutsOffWhoeverDribblesARequest() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            long begin = System.nanoTime();
            OutputStream out = socket.getOutputStream();
            out.write("GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> isCutOff(out));

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
            assertThat(reached("http-timeout")).isPositive();
        }
    }

    @Test
    void countsTheLengthOfAnAnswerAgainstItsReadersRate() {
        UserId reader = user("reader");
        UserId partner = user("partner");
        history(partner, reader, 100, 60_000);
        String history = "/api/conversations/%s/messages?limit=100";
        HttpApi api = HttpApi.at(port).as(reader, PASSWORD);

        assertThat(api.get(history.formatted(partner)).status()).isEqualTo(200);

        assertThat(api.get("/api/conversations").status()).isEqualTo(429);
        HttpApi partners = HttpApi.at(port).as(partner, PASSWORD);
        assertThat(partners.get(history.formatted(reader)).status()).isEqualTo(200);
    }

    @Test
    void letsTcpConnectionsOverTheLimitWait() throws Exception {
        byte[] request = "GET /main.js HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<Socket> idle = new ArrayList<>();
        try (Socket late = new Socket()) {
            // A few more: Jetty's acceptors may be about to take one each.
            for (int i = 0; i < 110; i++) {
                idle.add(new Socket("localhost", port));
            }
            late.connect(new InetSocketAddress("localhost", port));
            late.getOutputStream().write(request);
            late.setSoTimeout(1_000);
            assertThatThrownBy(() -> late.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            for (Socket socket : idle) {
                socket.close();
            }
            late.setSoTimeout(10_000);
            assertThat(late.getInputStream().read()).isEqualTo('H');
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static boolean isCutOff(OutputStream out) {
        try {
            out.write('x');
            return false;
        } catch (IOException cutOff) {
            return true;
        }
    }

    private static String sends(UserId receiver, int count) {
        return IntStream.range(0, count).mapToObj(i -> send(receiver, i)).collect(Collectors.joining());
    }

    private static String send(UserId receiver, int number) {
        return "SEND\ndestination:/app/messages\n\n" + RawStompClient.body(receiver, "c" + number, "hi") + "\0";
    }

    private static String connect(UserId user, String password) {
        return "CONNECT\naccept-version:1.2\nhost:h\nlogin:%s\npasscode:%s\n\n\0".formatted(user, password);
    }

    private StompFrame errorOf(RawStompClient client, String frame) {
        client.send(frame);
        StompFrame error = client.await(StompCommand.ERROR);
        client.awaitClose();
        return error;
    }

    private double reached(String limit) {
        return meters.get("distrisocks.limits.reached")
                .tag("limit", limit)
                .counter()
                .count();
    }

    /** Why one more is not let in; null if it is. */
    private @Nullable WebSocketHandshakeException refusal() {
        try {
            open();
            return null;
        } catch (CompletionException refused) {
            return (WebSocketHandshakeException) refused.getCause();
        }
    }

    private RawStompClient open() {
        RawStompClient client = RawStompClient.open(port);
        clients.add(client);
        return client;
    }

    private RawStompClient connected(UserId user) {
        RawStompClient client = RawStompClient.connect(port, user, PASSWORD);
        clients.add(client);
        return client;
    }
}

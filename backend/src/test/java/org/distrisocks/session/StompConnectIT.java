package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.distrisocks.HttpApi;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who is let in; how a CONNECT must look is told by the conformance suite. */
@SuppressWarnings("NullAway.Init")
class StompConnectIT extends RealPod {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PROTOCOL_ERROR = 1002;

    @Autowired
    private MeterRegistry meters;

    private RawStompClient client;

    @BeforeEach
    void open() {
        client = RawStompClient.open(port);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void logsInWithAPassword() {
        client.send("CONNECT\naccept-version:1.1,1.2\nhost:h\nlogin:alice\npasscode:demo\n\n\0");

        StompFrame connected = client.await(StompCommand.CONNECTED);
        assertThat(connected.headers().toMap())
                .containsEntry("version", "1.2")
                .containsEntry("heart-beat", "1000,1000")
                .containsEntry("user-name", "alice")
                .containsEntry("pod", POD)
                .containsKeys("session", "server");
        assertThat(client.subprotocol()).isEqualTo("v12.stomp");
    }

    @Test
    void logsInByANameOfAnyCaseAndIsWrittenToByAny() {
        client.send("CONNECT\naccept-version:1.2\nhost:h\nlogin:ALICE\npasscode:demo\n\n\0");
        assertThat(client.await(StompCommand.CONNECTED).header("user-name")).isEqualTo("alice");
        client.subscribe(RawStompClient.MESSAGES);

        client.message(new UserId("AliCe"), "c-" + System.nanoTime(), "hi");

        JsonNode received = client.awaitJson(RawStompClient.MESSAGES);
        assertThat(received.path("sender_id").asString()).isEqualTo("alice");
        assertThat(received.path("receiver_id").asString()).isEqualTo("alice");
    }

    /** It would stay with the WebSocket as long as that lives. */
    @Test
    void isNotObservedAsAnHttpRequest() {
        client.send("CONNECT\naccept-version:1.2\nhost:h\nlogin:alice\npasscode:demo\n\n\0");
        client.await(StompCommand.CONNECTED);
        client.close();
        HttpApi.at(port).as(new UserId("alice"), "demo");

        await().untilAsserted(() -> assertThat(observed()).contains("/api/auth/login"));
        assertThat(observed()).doesNotContain("/ws");
        assertThat(meters.find("spring.security.filterchains").meters()).isEmpty();
    }

    private List<String> observed() {
        return meters.find("http.server.requests").timers().stream()
                .map(timer -> String.valueOf(timer.getId().getTag("uri")))
                .toList();
    }

    @Test
    void logsInWithATokenInTheFrame() {
        client.send("STOMP\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + token("alice") + "\n\n\0");

        assertThat(client.await(StompCommand.CONNECTED).header("user-name")).isEqualTo("alice");
    }

    @Test
    void logsInWithATokenInTheUpgrade() {
        client.close();
        client = RawStompClient.open(port, Map.of("Authorization", "Bearer " + token("bob")));

        client.send("CONNECT\naccept-version:1.2\nhost:h\n\n\0");

        assertThat(client.await(StompCommand.CONNECTED).header("user-name")).isEqualTo("bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization:bearer TOKEN                                           | alice",
                "Authorization:BEARER TOKEN                                           | alice",
                "Authorization:Bearer   TOKEN                                         | alice",
                "authorization:Bearer TOKEN                                           | alice",
                "login:;passcode:;Authorization:Bearer TOKEN                          | alice",
                "login:;Authorization:Bearer TOKEN                                    | alice",
                "passcode:demo;Authorization:Bearer TOKEN                             | alice",
                "login:carol;passcode:demo;Authorization:Bearer TOKEN                 | carol",
                "login:carol;passcode:demo;Authorization:Basic YTpi                   | carol",
                "login:carol;passcode:demo                                            | carol",
                "login:;passcode:                                                     | bob",
                "login:carol;passcode:                                                | bob",
                "Authorization:                                                       | bob",
                "x:y                                                                  | bob"
            })
    void takesThePasswordThenTheFramesTokenThenTheUpgradesToken(String headers, String user) {
        client.close();
        client = RawStompClient.open(port, Map.of("authorization", "bEARER  " + token("bob")));
        String written = headers.replace(';', '\n').replace("TOKEN", token("alice"));

        client.send("CONNECT\naccept-version:1.2\nhost:h\n" + written + "\n\n\0");

        assertThat(client.await(StompCommand.CONNECTED).header("user-name")).isEqualTo(user);
    }

    @Test
    void restTakesTheSameSpellings() throws Exception {
        for (String scheme : List.of("bearer ", "BEARER ", "Bearer   ")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/conversations"))
                    .header("authorization", scheme + token("alice"))
                    .build();
            assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode())
                    .as(scheme)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login:alice;passcode:wrong      | wrong username or password",
                "login:alice;passcode:           | CONNECT needs login and passcode, or Authorization: Bearer with a token",
                "login:nobody;passcode:demo      | wrong username or password",
                "login:alice                     | CONNECT needs login and passcode, or Authorization: Bearer with a token",
                "passcode:demo                   | CONNECT needs login and passcode, or Authorization: Bearer with a token",
                "x:y                             | CONNECT needs login and passcode, or Authorization: Bearer with a token",
                "Authorization:Basic YTpi        | CONNECT needs login and passcode, or Authorization: Bearer with a token",
                "Authorization:Bearer nonsense   | the token is not valid, or no longer",
                "Authorization:Bearer            | CONNECT needs login and passcode, or Authorization: Bearer with a token",
            })
    void saysWhyALoginFailsAndCloses(String headers, String message) {
        client.send("CONNECT\naccept-version:1.2\nhost:h\n" + headers.replace(';', '\n') + "\n\n\0");

        assertThat(client.await(StompCommand.ERROR).header("message")).isEqualTo(message);
        assertThat(client.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void closesOnWhoNeverConnects() {
        assertThat(client.awaitClose()).isEqualTo(CloseReason.NO_CONNECT.code());
    }

    /** STOMP 1.0 has no heart-beats; webstomp-client sends the header all the same, and then no beat. */
    @Test
    void letsAClientOfStomp10BeSilentWhateverItPromises() {
        client.send("CONNECT\naccept-version:1.0\nheart-beat:500,500\nlogin:alice\npasscode:demo\n\n\0");
        StompFrame connected = client.await(StompCommand.CONNECTED);

        try (RawStompClient later = RawStompClient.open(port)) {
            later.send("CONNECT\naccept-version:1.2\nheart-beat:500,0\nlogin:alice\npasscode:demo\n\n\0");
            assertThat(later.awaitClose()).isEqualTo(CloseReason.SILENT.code());
        }

        client.send("SUBSCRIBE\ndestination:/user/queue/status\nid:1\nreceipt:r-1\n\n\0");
        assertThat(client.await(StompCommand.RECEIPT).header("receipt-id")).isEqualTo("r-1");
        assertThat(connected.header("heart-beat")).isEqualTo("0,0");
    }

    private static String token(String name) {
        return token(new UserId(name), Duration.ofMinutes(5));
    }
}

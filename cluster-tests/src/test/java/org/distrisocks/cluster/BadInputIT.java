package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.SendProblem;
import org.distrisocks.cluster.client.StompErrorException;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.StoredRows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire contract says about clients that get it wrong. */
@OnTwoPods
class BadInputIT {

    private final Cluster cluster;
    private final TestPeople people;

    BadInputIT(Cluster cluster) {
        this.cluster = cluster;
        this.people = new TestPeople(cluster);
    }

    /**
     * A SEND that is refused.
     *
     * @param body with RECEIVER for a user that exists
     * @param field that the problem must name; null: it is enough that there is a reason
     * @param clientId that it must repeat
     */
    record BadSend(
            String what,
            String body,
            @Nullable String field,
            int status,
            @Nullable String clientId) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<BadSend> badSends() {
        String tooLong = "x".repeat(64 * 1024 + 1);
        return Stream.of(
                new BadSend("not JSON", "hello", null, 400, null),
                new BadSend("JSON, but no object", "[1]", null, 400, null),
                new BadSend("no receiver", "{\"client_id\":\"c1\",\"payload\":\"x\"}", "receiver_id", 400, "c1"),
                new BadSend(
                        "receiver is a number",
                        "{\"client_id\":\"c2\",\"receiver_id\":{},\"payload\":\"x\"}",
                        "receiver_id",
                        400,
                        "c2"),
                new BadSend(
                        "malformed receiver",
                        "{\"client_id\":\"c3\",\"receiver_id\":\"a b\",\"payload\":\"x\"}",
                        "receiver_id",
                        400,
                        "c3"),
                new BadSend(
                        "unknown receiver",
                        "{\"client_id\":\"c4\",\"receiver_id\":\"nobody-at-all\",\"payload\":\"x\"}",
                        "receiver_id",
                        404,
                        "c4"),
                new BadSend("no payload", "{\"client_id\":\"c5\",\"receiver_id\":\"RECEIVER\"}", "payload", 400, "c5"),
                new BadSend(
                        "empty payload",
                        "{\"client_id\":\"c6\",\"receiver_id\":\"RECEIVER\",\"payload\":\"\"}",
                        "payload",
                        400,
                        "c6"),
                new BadSend(
                        "over-long payload",
                        "{\"client_id\":\"c7\",\"receiver_id\":\"RECEIVER\",\"payload\":\"" + tooLong + "\"}",
                        "payload",
                        400,
                        "c7"),
                new BadSend(
                        "foreign sender",
                        "{\"client_id\":\"c8\",\"sender_id\":\"alice\",\"receiver_id\":\"RECEIVER\",\"payload\":\"x\"}",
                        "sender_id",
                        403,
                        "c8"));
    }

    @ParameterizedTest
    @MethodSource("badSends")
    void answersABadSendWithAProblemAndLivesOn(BadSend bad) throws Exception {
        String sender = people.register("clumsy");
        String receiver = people.register("patient");
        try (ChatClient client = people.connect(sender, cluster.pod(0))) {
            CompletableFuture<Void> badReceipt = client.sendBody(bad.body().replace("RECEIVER", receiver));

            SendProblem problem = client.problems().next();
            assertThat(problem.status()).isEqualTo(bad.status());
            assertThat(problem.clientId()).isEqualTo(bad.clientId());
            assertThat(problem.type()).isNotBlank();
            assertThat(problem.title()).isNotBlank();
            assertThat(problem.detail()).isNotBlank();
            if (bad.field() != null) {
                assertThat(problem.detail()).contains(bad.field());
                assertThat(problem.errors())
                        .extracting(SendProblem.FieldError::field)
                        .containsExactly(bad.field());
            }
            client.send(receiver, "the next one is good").await();
            assertThat(badReceipt).isNotDone();
            assertThat(client.isConnected()).isTrue();
            assertThat(new StoredRows(cluster.services().addresses()).sentBy(sender))
                    .extracting(StoredRow::payload)
                    .containsExactly("the next one is good");
        }
    }

    @Test
    void takesAPayloadOfExactlyTheLimitAndTheOldSpelling() throws Exception {
        String sender = people.register("careful");
        String receiver = people.register("patient");
        String longest = "y".repeat(64 * 1024);
        try (ChatClient from = people.connect(sender, cluster.pod(0));
                ChatClient to = people.connect(receiver, cluster.pod(1))) {
            from.sendBody("{\"sender_id\":\"%s\",\"reciever_id\":\"%s\",\"payload\":\"%s\"}"
                            .formatted(sender, receiver, longest))
                    .get(30, TimeUnit.SECONDS);

            assertThat(to.messages().next().payload()).isEqualTo(longest);
        }
    }

    static Stream<Map<String, String>> badLogins() {
        return Stream.of(
                Map.of(),
                Map.of("login", "alice"),
                Map.of("login", "alice", "passcode", "wrong"),
                Map.of("login", "nobody-at-all", "passcode", "demo"),
                Map.of("Authorization", "Bearer not.a.token"),
                Map.of("Authorization", "Basic YWxpY2U6ZGVtbw=="));
    }

    @ParameterizedTest
    @MethodSource("badLogins")
    void answersABadLoginWithErrorAndCloses(Map<String, String> headers) {
        // A client whose CONNECT fails learns of it by the close: see ChatClient.
        assertThatExceptionOfType(StompErrorException.class)
                .isThrownBy(() -> ChatClient.open(cluster.pod(0).stompUrl(), headers))
                .satisfies(error -> assertThat(error.getMessage()).isNotBlank());
    }

    @Test
    void takesTheTokenOfOnePodOnTheOther() throws Exception {
        String user = people.register("bearer");

        try (ChatClient client =
                ChatClient.open(cluster.pod(1).stompUrl(), Map.of("Authorization", "Bearer " + people.token(user)))) {
            assertThat(client.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/queue/**", "/user/alice/queue/messages", "/queue/messages-user1", "/topic/all", "/app/messages"
            })
    void answersASubscriptionElsewhereWithErrorAndCloses(String destination) throws Exception {
        try (ChatClient client = people.connect(people.register("nosy"), cluster.pod(0))) {
            var _ = client.subscribe(destination);

            assertThat(client.error().get(20, TimeUnit.SECONDS)).isNotBlank();
            client.closed().get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/alice/queue/messages", "/user/queue/messages", "/queue/messages", "/app/other"})
    void answersASendElsewhereWithErrorAndCloses(String destination) throws Exception {
        try (ChatClient client = people.connect(people.register("forger"), cluster.pod(0))) {
            var _ = client.sendTo(destination, "{\"receiver_id\":\"alice\",\"payload\":\"x\"}");

            assertThat(client.error().get(20, TimeUnit.SECONDS)).isNotBlank();
            client.closed().get(20, TimeUnit.SECONDS);
        }
    }
}

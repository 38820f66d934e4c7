package org.distrisocks.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.distrisocks.HttpApi;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@SuppressWarnings("NullAway.Init")
class RestApiIT extends RealPod {

    private UserId aliceId;
    private UserId bobId;
    private HttpApi alice;
    private HttpApi bob;

    @BeforeEach
    void logIn() {
        aliceId = user("alice");
        bobId = user("bob");
        alice = HttpApi.at(port).as(aliceId, PASSWORD);
        bob = HttpApi.at(port).as(bobId, PASSWORD);
    }

    @Test
    void sendsAMessage() {
        Answer answer = send(bobId, "c1", "hällo");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().propertyNames())
                .containsExactly(
                        "message_id", "client_id", "sender_id", "receiver_id", "payload", "status", "created_at");
        assertThat(answer.body().path("payload").asString()).isEqualTo("hällo");
        assertThat(answer.body().path("status").asString()).isEqualTo("NONE");
    }

    @Test
    void takesARepeatForTheSameMessage() {
        String id = send(bobId, "c1", "hi").body().path("message_id").asString();

        Answer repeat = send(bobId, "c1", "hi");

        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.body().path("message_id").asString()).isEqualTo(id);
        assertThat(send(bobId, "c1", "other").status()).isEqualTo(409);
        assertThat(messagesOf(aliceId)).isEqualTo(1);
    }

    @Test
    void findsARegisteredUserByANameOfAnyCase() {
        UserId shouted = new UserId(bobId.value().toUpperCase(Locale.ROOT));
        JsonNode sent = send(shouted, "c1", "hi").body();
        String id = sent.path("message_id").asString();

        assertThat(sent.path("receiver_id").asString()).isEqualTo(bobId.value());
        assertThat(alice.get("/api/users/" + shouted).body().path("user_id").asString())
                .isEqualTo(bobId.value());
        assertThat(send(bobId, "c1", "hi").body().path("message_id").asString()).isEqualTo(id);
        assertThat(send(shouted, "c1", "hi").body().path("message_id").asString())
                .isEqualTo(id);
        assertThat(send(aliceId, "c1", "hi").status()).isEqualTo(409);
        assertThat(messages(alice.get("/api/conversations/" + shouted + "/messages")))
                .hasSize(1);
        JsonNode current =
                alice.get("/api/conversations/current?user=" + shouted).body();
        assertThat(current.path(0).path("user_id").asString()).isEqualTo(bobId.value());
        String loud = aliceId.value().toUpperCase(Locale.ROOT);
        Answer read = bob.post("/api/conversations/" + loud + "/read", "{\"message_id\":\"" + id + "\"}");
        assertThat(read.body().path("user_id").asString()).isEqualTo(aliceId.value());
        assertThat(bob.get("/api/conversations").body().path(0).path("unread").asInt())
                .isZero();
    }

    @Test
    void saysWhatIsWrong() {
        Answer unknown = send(new UserId("no.such.user"), "c1", "hi");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.contentType()).startsWith("application/problem+json");
        assertThat(unknown.body().path("type").asString()).isEqualTo("urn:distrisocks:problem:unknown-receiver");
        assertThat(unknown.body().path("client_id").asString()).isEqualTo("c1");

        assertThat(send(bobId, "c1", "").status()).isEqualTo(400);
        assertThat(alice.post("/api/messages", "{").status()).isEqualTo(400);
        assertThat(alice.post(
                                "/api/messages",
                                "{\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"x\"}"
                                        .formatted(bobId, aliceId))
                        .status())
                .isEqualTo(403);
        assertThat(messagesOf(aliceId)).isZero();
    }

    @Test
    void saysWhoOneUserIs() {
        Answer known = alice.get("/api/users/" + bobId);

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.body().path("user_id").asString()).isEqualTo(bobId.value());
        assertThat(known.body().path("display_name").asString()).isEqualTo("bob");
        assertThat(alice.get("/api/users/no.such.user").status()).isEqualTo(404);
        assertThat(alice.get("/api/users/no%20id").status()).isEqualTo(400);
    }

    @Test
    void readsAConversationPageByPage() {
        List<String> sent = List.of("m1", "m2", "m3", "m4", "m5");
        sent.forEach(m -> send(bobId, m, m));

        List<JsonNode> newest = messages(bob.get("/api/conversations/" + aliceId + "/messages?limit=2"));
        assertThat(newest).extracting(m -> m.path("payload").asString()).containsExactly("m4", "m5");
        String before = newest.getFirst().path("message_id").asString();
        assertThat(messages(alice.get("/api/conversations/" + bobId + "/messages?before=" + before)))
                .extracting(m -> m.path("payload").asString())
                .containsExactly("m1", "m2", "m3");
    }

    @Test
    void showsOnesOwnConversationsOnly() {
        UserId carolId = user("carol");
        send(bobId, "c1", "hi");

        JsonNode conversation = bob.get("/api/conversations").body().path(0);

        assertThat(conversation.path("user_id").asString()).isEqualTo(aliceId.value());
        assertThat(conversation.path("display_name").asString()).isEqualTo("alice");
        assertThat(conversation.path("last_message").path("payload").asString()).isEqualTo("hi");
        HttpApi carol = HttpApi.at(port).as(carolId, PASSWORD);
        assertThat(carol.get("/api/conversations").body()).isEmpty();
        assertThat(messages(carol.get("/api/conversations/" + aliceId + "/messages")))
                .isEmpty();
    }

    @Test
    void showsAMessageToItsTwoAndToNobodyElse() {
        String path = "/api/messages/"
                + send(bobId, "c1", "hi").body().path("message_id").asString();

        for (HttpApi party : List.of(alice, bob)) {
            Answer answer = party.get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("message").path("payload").asString()).isEqualTo("hi");
            JsonNode none = answer.body().path("statuses").path(0);
            assertThat(none.path("status").asString()).isEqualTo("NONE");
            assertThat(none.has("at")).isTrue();
        }
        HttpApi carol = HttpApi.at(port).as(user("carol"), PASSWORD);
        Answer hidden = carol.get(path);
        Answer absent = carol.get("/api/messages/" + UUID.randomUUID());
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.contentType()).startsWith("application/problem+json");
        assertThat(hidden.body().path("detail")).isEqualTo(absent.body().path("detail"));
        assertThat(carol.get("/api/conversations/" + bobId + "/messages?before=" + path.substring(14))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/messages/not-a-uuid",
                "/api/conversations/alice/messages?before=not-a-uuid",
                "/api/conversations/alice/messages?limit=0",
                "/api/conversations/alice/messages?limit=201",
                "/api/conversations/alice/messages?limit=many",
                "/api/conversations/not%20a%20user/messages"
            })
    void refusesBadParameters(String path) {
        Answer answer = alice.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/topology", "/api/conversations", "/api/users?q=a", "/api/messages/x"})
    void asksWhoIsThere(String path) {
        assertThat(HttpApi.at(port).get(path).status()).isEqualTo(401);
    }

    @Test
    void showsThePods() {
        JsonNode topology = alice.get("/api/topology").body();

        assertThat(topology.path("pod_id").asString()).isEqualTo(POD);
        assertThat(topology.path("pods")
                        .valueStream()
                        .map(pod -> pod.path("pod_id").asString()))
                .contains(POD);
    }

    @Test
    void describesItself() {
        Answer docs = HttpApi.at(port).get("/v3/api-docs");

        assertThat(docs.status()).isEqualTo(200);
        assertThat(docs.body().path("paths").propertyNames())
                .contains(
                        "/api/auth/login",
                        "/api/auth/register",
                        "/api/users",
                        "/api/users/{user}",
                        "/api/conversations",
                        "/api/conversations/{user}/messages",
                        "/api/messages",
                        "/api/messages/{id}",
                        "/api/topology");
    }

    private Answer send(UserId receiver, String clientId, String payload) {
        return alice.post(
                "/api/messages",
                "{\"client_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"%s\"}"
                        .formatted(clientId, receiver, payload));
    }

    private static List<JsonNode> messages(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("messages").valueStream().toList();
    }
}

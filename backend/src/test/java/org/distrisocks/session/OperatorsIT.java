package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.distrisocks.HttpApi;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator sees of the cluster and of messages, and what all others do not. */
@SuppressWarnings("NullAway.Init")
class OperatorsIT extends RealPod {

    private static final String CLUSTER = "/topic/cluster";
    private static final Duration LONG = Duration.ofMinutes(5);

    private final String olga = token(new UserId(OPERATOR), LONG);
    private UserId alice;
    private UserId bob;

    @BeforeEach
    void makeUsers() {
        alice = user("alice");
        bob = user("bob");
    }

    @Test
    void othersAreRefusedTheClusterAsIfThereWereNone() {
        for (String destination : List.of(CLUSTER, "/topic/no-such")) {
            try (RawStompClient client = RawStompClient.connect(port, token(alice, LONG))) {
                client.send("SUBSCRIBE\nid:1\ndestination:" + destination + "\n\n\0");

                assertThat(client.await(StompCommand.ERROR).header("message"))
                        .isEqualTo("this destination cannot be subscribed to");
                assertThat(client.awaitClose()).isPositive();
            }
        }
    }

    @Test
    void nobodyCanSendToTheCluster() {
        try (RawStompClient client = RawStompClient.connect(port, olga)) {
            client.send("SEND\ndestination:" + CLUSTER + "\n\n{}\0");

            assertThat(client.await(StompCommand.ERROR).header("message")).contains("SEND is allowed to");
        }
    }

    @Test
    void showsOperatorsTheClusterEachSecond() {
        try (RawStompClient client = RawStompClient.connect(port, olga).subscribe(CLUSTER);
                RawStompClient sender = RawStompClient.connect(port, token(alice, LONG));
                RawStompClient receiver =
                        RawStompClient.connect(port, token(bob, LONG)).subscribe(RawStompClient.MESSAGES)) {
            assertThat(receiver).isNotNull();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                sender.message(bob, UUID.randomUUID().toString(), "hi");
                JsonNode frame = client.awaitJson(CLUSTER);
                JsonNode pod = only(frame.path("pods"), "pod_id", POD);
                assertThat(pod.path("state").asString()).isEqualTo("LIVE");
                assertThat(pod.path("sessions").asInt()).isGreaterThanOrEqualTo(3);
                assertThat(pod.path("accepted").asDouble()).isPositive();
                assertThat(pod.path("lease_age_ms").asLong()).isBetween(-100L, 4_000L);
                JsonNode flow = only(frame.path("flows"), "from", POD);
                assertThat(flow.path("to").asString()).isEqualTo(POD);
                assertThat(only(frame.path("topics"), "name", POD)
                                .path("partitions")
                                .asInt())
                        .isEqualTo(2);
                assertThat(only(frame.path("topics"), "name", "message-status")
                                .path("lag")
                                .isNumber())
                        .isTrue();
                assertThat(frame.path("inbox").path("count").isNumber()).isTrue();
                assertThat(frame.path("latency").path("messages").isNumber()).isTrue();
                assertThat(frame.path("parts").propertyNames()).contains("kafka", "redis", "postgresql");
            });
        }
    }

    @Test
    void tellsTheTimeFromSendToDelivered() {
        HttpApi operator = HttpApi.at(port).with(olga);
        try (RawStompClient sender = RawStompClient.connect(port, token(alice, LONG));
                RawStompClient receiver =
                        RawStompClient.connect(port, token(bob, LONG)).subscribe(RawStompClient.MESSAGES)) {
            sender.message(bob, "c1", "hi");
            receiver.awaitMessage(RawStompClient.MESSAGES);
        }

        await().atMost(Duration.ofSeconds(12)).untilAsserted(() -> {
            JsonNode latency = operator.get("/api/topology").body().path("latency");
            assertThat(latency.path("delivered").asInt()).isPositive();
            assertThat(latency.path("p50").asDouble()).isBetween(0.0, 60_000.0);
            assertThat(latency.path("p99").asDouble())
                    .isGreaterThanOrEqualTo(latency.path("p50").asDouble());
        });
    }

    @Test
    void othersLearnNoMoreThanWhereThePodsAre() {
        Answer answer = HttpApi.at(port).with(token(alice, LONG)).get("/api/topology");

        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("pod_id", "pods");
        assertThat(only(answer.body().path("pods"), "pod_id", POD).propertyNames())
                .containsExactlyInAnyOrder("pod_id", "address");
    }

    @Test
    void followsAMessageThatAsksForIt() {
        UserId carol = user("carol");
        String id;
        try (RawStompClient sender =
                        RawStompClient.connect(port, token(alice, LONG)).subscribe(RawStompClient.STATUS);
                RawStompClient receiver = RawStompClient.connect(port, token(bob, LONG))
                        .subscribe("1", RawStompClient.MESSAGES, "client-individual")) {
            sender.sendAndAwait(
                    "SEND", "destination:/app/messages\ntrace:true\n", RawStompClient.body(bob, "c1", "a secret"));
            id = sender.awaitJson(RawStompClient.STATUS).path("message_id").asString();
            receiver.sendAndAwait(
                    "ACK",
                    "id:" + receiver.awaitMessage(RawStompClient.MESSAGES).header("ack") + "\n",
                    "");

            String path = "/api/messages/" + id + "/trace";
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                JsonNode way = HttpApi.at(port).with(token(bob, LONG)).get(path).body();
                assertThat(way.path("points")
                                .valueStream()
                                .map(point -> point.path("step").asString()))
                        .contains("STORED", "ROUTED", "PUBLISHED", "CONSUMED", "WRITTEN", "ACKED", "TICKED");
                assertThat(way.path("statuses")
                                .valueStream()
                                .map(reached -> reached.path("status").asString()))
                        .containsExactly("NONE", "SENT", "DELIVERED");
                assertThat(only(way.path("points"), "step", "PUBLISHED")
                                .path("details")
                                .path("topic")
                                .asString())
                        .isEqualTo(POD);
                assertThat(only(way.path("points"), "step", "ROUTED")
                                .path("details")
                                .path("to")
                                .asString())
                        .isEqualTo(POD);
            });
            assertThat(HttpApi.at(port).with(olga).get(path).body().toString())
                    .contains(id)
                    .doesNotContain("a secret");
        }
        Answer ofAnother = HttpApi.at(port).with(token(carol, LONG)).get("/api/messages/" + id + "/trace");
        Answer ofNone = HttpApi.at(port).with(token(carol, LONG)).get("/api/messages/" + UUID.randomUUID() + "/trace");
        assertThat(ofAnother.status()).isEqualTo(404);
        assertThat(ofAnother.body().path("detail")).isEqualTo(ofNone.body().path("detail"));
    }

    @Test
    void tellsOfOtherMessagesWhatTheRowHolds() {
        try (RawStompClient sender =
                RawStompClient.connect(port, token(alice, LONG)).subscribe(RawStompClient.STATUS)) {
            sender.message(bob, "c1", "hi");
            String id =
                    sender.awaitJson(RawStompClient.STATUS).path("message_id").asString();

            JsonNode way = HttpApi.at(port)
                    .with(token(alice, LONG))
                    .get("/api/messages/" + id + "/trace")
                    .body();

            assertThat(way.path("points").size()).isZero();
            assertThat(way.path("statuses").size()).isEqualTo(1);
            assertThat(way.path("accepted_at").asString()).isNotEmpty();
        }
    }

    private static JsonNode only(JsonNode list, String field, String value) {
        List<JsonNode> found = list.valueStream()
                .filter(one -> one.path(field).asString().equals(value))
                .toList();
        assertThat(found).as("%s %s", field, value).hasSize(1);
        return found.getFirst();
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.distrisocks.session.RawStompClient.ERRORS;
import static org.distrisocks.session.RawStompClient.MESSAGES;
import static org.distrisocks.session.RawStompClient.STATUS;
import static org.distrisocks.session.RawStompClient.body;
import static org.distrisocks.session.RawStompClient.json;

import java.util.ArrayList;
import java.util.List;
import org.distrisocks.HttpApi;
import org.distrisocks.SinglePod;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The wire contract of DESIGN §3 on one pod. */
@SuppressWarnings("NullAway.Init")
abstract class StompSessionContract extends SinglePod {

    private static final String SEND = "destination:/app/messages\n";

    private final List<RawStompClient> clients = new ArrayList<>();
    private UserId aliceId;
    private UserId bobId;
    private RawStompClient alice;
    private RawStompClient bob;

    @BeforeEach
    void connect() {
        aliceId = user("alice");
        bobId = user("bob");
        alice = client(aliceId).subscribe(STATUS).subscribe(ERRORS);
        bob = client(bobId);
    }

    @AfterEach
    void leave() {
        clients.forEach(RawStompClient::close);
    }

    @Test
    void bringsAMessageToItsReceiverAndItsTicksToTheSender() {
        bob.subscribe("sub-7", MESSAGES, "auto");

        alice.message(bobId, "c1", "hällo");

        StompFrame frame = bob.awaitMessage(MESSAGES);
        JsonNode message = json(frame);
        assertThat(frame.headers().toMap())
                .containsEntry("subscription", "sub-7")
                .containsEntry("destination", MESSAGES)
                .containsEntry("content-type", "application/json")
                .containsEntry("content-length", Integer.toString(frame.body().length))
                .containsEntry("message-id", message.path("message_id").asString())
                .doesNotContainKeys("redelivered", "ack");
        assertThat(message.path("client_id").asString()).isEqualTo("c1");
        assertThat(message.path("sender_id").asString()).isEqualTo(aliceId.value());
        assertThat(message.path("receiver_id").asString()).isEqualTo(bobId.value());
        assertThat(message.path("payload").asString()).isEqualTo("hällo");
        assertThat(message.path("status").asString())
                .as("by the topic, or by the inbox if that was still being read")
                .isIn("SENT", "NONE");
        assertThat(message.has("created_at")).isTrue();
        List<String> statuses = new ArrayList<>();
        while (!statuses.contains("DELIVERED")) {
            JsonNode tick = alice.awaitJson(STATUS);
            statuses.add(tick.path("status").asString());
            assertThat(tick.path("message_id")).isEqualTo(message.path("message_id"));
            assertThat(tick.path("client_id").asString()).isEqualTo("c1");
            assertThat(tick.path("receiver_id").asString()).isEqualTo(bobId.value());
            assertThat(tick.has("at")).isTrue();
        }
        assertThat(statuses).isIn(List.of("NONE", "SENT", "DELIVERED"), List.of("NONE", "DELIVERED"));
    }

    @Test
    void answersASendWhenItsRowIsCommitted() {
        for (int i = 1; i <= 20; i++) {
            alice.message(bobId, "c" + i, "hi");
            assertThat(messagesOf(aliceId)).isEqualTo(i);
        }
    }

    @Test
    void givesWhoWasAwayTheInboxInOrder() {
        UserId carolId = user("carol");
        for (int i = 0; i < 30; i++) {
            alice.send("SEND\n" + SEND + "\n" + body(carolId, "c" + i, "m" + i) + "\0");
        }
        alice.message(carolId, "last", "m30");

        RawStompClient carol = client(carolId).subscribe(MESSAGES);

        for (int i = 0; i <= 30; i++) {
            StompFrame frame = carol.awaitMessage(MESSAGES);
            assertThat(json(frame).path("payload").asString()).isEqualTo("m" + i);
            assertThat(frame.header("redelivered")).isNull();
        }
        awaitStatus(2, messageId("last"));
    }

    @Test
    void givesAMessageOnceThoughItsReceiverComesBack() {
        alice.message(bobId, "c1", "one");
        bob.subscribe(MESSAGES);
        bob.awaitMessage(MESSAGES);
        awaitStatus(2, messageId("c1"));

        RawStompClient again = client(bobId).subscribe(MESSAGES);
        alice.message(bobId, "c2", "two");

        assertThat(again.awaitJson(MESSAGES).path("payload").asString()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"client_id\":\"c1\",\"payload\":\"hi\"}",
                "{\"client_id\":\"c1\",\"receiver_id\":\"alice\",\"payload\":\"\"}",
                "{\"client_id\":\"c1\",\"receiver_id\":\"no.such.user\",\"payload\":\"hi\"}",
                "{\"client_id\":\"c1\",\"sender_id\":\"bob\",\"receiver_id\":\"alice\",\"payload\":\"hi\"}"
            })
    void tellsTheSenderWhatIsWrongAndGoesOn(String bad) {
        alice.send("SEND\nreceipt:bad\n" + SEND + "\n" + bad + "\0");

        JsonNode problem = alice.awaitJson(ERRORS);
        assertThat(problem.path("type").asString()).startsWith("urn:distrisocks:problem:");
        assertThat(problem.path("status").asInt()).isBetween(400, 409);
        assertThat(problem.path("errors").path(0).path("field").asString()).isNotEmpty();
        if (bad.contains("c1")) {
            assertThat(problem.path("client_id").asString()).isEqualTo("c1");
        }
        alice.message(bobId, "good", "hi");
        assertThat(messagesOf(aliceId)).isEqualTo(1);
        assertThat(alice.left(ERRORS)).isEmpty();
    }

    /** Bytes of UTF-8. A frame has room for a payload of which many characters are escaped, as here every fourth. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "xxx\\n", "xxx\\\"", "€€€€€€€€€€€€€€€€x"})
    void takesPayloadsOf65536BytesAndRefusesLongerOnesByAProblem(String unit) {
        bob.subscribe(MESSAGES);
        int bytes = unit.replaceAll("\\\\.", "e").getBytes(UTF_8).length;
        String most = unit.repeat(65_536 / bytes) + "x".repeat(65_536 % bytes);
        alice.sendAndAwait("SEND", SEND, body(bobId, "most", most));
        assertThat(bob.awaitJson(MESSAGES).path("payload").asString().getBytes(UTF_8))
                .hasSize(65_536);

        alice.send("SEND\n" + SEND + "\n" + body(bobId, "more", most + "x") + "\0");

        JsonNode problem = alice.awaitJson(ERRORS);
        assertThat(problem.path("detail").asString())
                .isEqualTo("payload must have at most 65536 bytes of UTF-8, not 65537");
        assertThat(problem.path("client_id").asString()).isEqualTo("more");
        alice.message(bobId, "good", "hi");
        assertThat(HttpApi.at(port)
                        .as(aliceId, PASSWORD)
                        .post("/api/messages", body(bobId, "rest", most))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void takesARepeatForTheSameMessageForever() {
        alice.message(bobId, "c1", "hi");
        alice.message(bobId, "c1", "hi");
        assertThat(messagesOf(aliceId)).isEqualTo(1);

        alice.send("SEND\n" + SEND + "\n" + body(bobId, "c1", "other") + "\0");

        JsonNode problem = alice.awaitJson(ERRORS);
        assertThat(problem.path("type").asString()).isEqualTo("urn:distrisocks:problem:client-id-reused");
        assertThat(messagesOf(aliceId)).isEqualTo(1);
        bob.subscribe(MESSAGES);
        bob.awaitMessage(MESSAGES);
        alice.message(bobId, "fence", "fence");
        assertThat(bob.awaitJson(MESSAGES).path("payload").asString()).isEqualTo("fence");
    }

    @Test
    void readsNothingBehindABrokenFrame() {
        alice.send("SEND\nbroken\n\n\0SEND\n" + SEND + "\n" + body(bobId, "c1", "hi") + "\0");
        alice.await(StompCommand.ERROR);
        assertThat(alice.awaitClose()).isEqualTo(1002);

        assertThat(messagesOf(aliceId)).isZero();
    }

    @Test
    void readsFramesHoweverTheyAreCutAndPacked() {
        bob.subscribe(MESSAGES);
        String first = frame("c1", "one");
        String second = frame("c2", "one");

        alice.sendPart(first.substring(0, 10)).send(first.substring(10));
        alice.send(second.substring(0, 40));
        alice.send(second.substring(40));
        alice.send(frame("c3", "one") + "\n" + frame("c4", "one"));
        alice.sendBinary(frame("c5", "ä😀"));
        alice.sendBinary(frame("c6", "one").replace("\n", "\r\n"));

        for (int i = 1; i <= 6; i++) {
            assertThat(bob.awaitJson(MESSAGES).path("client_id").asString()).isEqualTo("c" + i);
        }
    }

    private String frame(String clientId, String payload) {
        return "SEND\n" + SEND + "\n" + body(bobId, clientId, payload) + "\0";
    }

    @Test
    void takesATransactionAtItsCommitOnly() {
        alice.sendAndAwait("BEGIN", "transaction:t\n", "");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bobId, "c1", "one") + "\0");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bobId, "c2", "two") + "\0");
        alice.message(bobId, "c0", "beside");
        assertThat(messagesOf(aliceId)).isEqualTo(1);

        alice.sendAndAwait("COMMIT", "transaction:t\n", "");

        assertThat(messagesOf(aliceId)).isEqualTo(3);
    }

    @Test
    void takesNothingOfAnAbortedTransaction() {
        alice.sendAndAwait("BEGIN", "transaction:t\n", "");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bobId, "c1", "one") + "\0");
        alice.sendAndAwait("ABORT", "transaction:t\n", "");
        alice.message(bobId, "fence", "fence");

        assertThat(messagesOf(aliceId)).isEqualTo(1);
    }

    @Test
    void takesNothingOfATransactionWithABadMessage() {
        alice.sendAndAwait("BEGIN", "transaction:t\n", "");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bobId, "c1", "one") + "\0");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bobId, "c2", "") + "\0");
        alice.send("COMMIT\ntransaction:t\n\n\0");

        assertThat(List.of(
                        alice.awaitJson(ERRORS).path("client_id").asString(),
                        alice.awaitJson(ERRORS).path("client_id").asString()))
                .containsExactlyInAnyOrder("c1", "c2");
        alice.message(bobId, "fence", "fence");
        assertThat(messagesOf(aliceId)).isEqualTo(1);
    }

    @Test
    void countsAMessageForDeliveredWhenItsClientHasAcknowledgedIt() {
        bob.subscribe("0", MESSAGES, "client-individual");
        alice.message(bobId, "c1", "one");
        alice.message(bobId, "c2", "two");
        MessageId one = messageId("c1");
        bob.awaitMessage(MESSAGES);
        StompFrame two = bob.awaitMessage(MESSAGES);

        bob.sendAndAwait("ACK", "id:" + two.required("ack") + "\n", "");
        awaitStatus(2, messageId("c2"));
        assertThat(status(one)).isEqualTo(1);
        bob.close();

        RawStompClient again = client(bobId).subscribe("0", MESSAGES, "client");
        StompFrame repeated = again.awaitMessage(MESSAGES);
        assertThat(repeated.required("message-id")).isEqualTo(one.toString());
        assertThat(repeated.header("redelivered")).isEqualTo("true");
        again.sendAndAwait("ACK", "id:" + repeated.required("ack") + "\n", "");
        awaitStatus(2, one);
    }

    @Test
    void acknowledgesAllUpToOneWithClient() {
        bob.subscribe("0", MESSAGES, "client");
        List.of("c1", "c2", "c3").forEach(c -> alice.message(bobId, c, c));
        bob.awaitMessage(MESSAGES);
        StompFrame two = bob.awaitMessage(MESSAGES);

        bob.sendAndAwait("ACK", "id:" + two.required("ack") + "\n", "");

        awaitStatus(2, messageId("c2"));
        awaitStatus(2, messageId("c1"));
        assertThat(status(messageId("c3"))).isLessThan(2);
    }

    @Test
    void leavesARefusedMessageInTheInbox() {
        bob.subscribe("0", MESSAGES, "client-individual");
        alice.message(bobId, "c1", "one");
        bob.sendAndAwait("NACK", "id:" + bob.awaitMessage(MESSAGES).required("ack") + "\n", "");
        bob.close();

        StompFrame repeated = client(bobId).subscribe(MESSAGES).awaitMessage(MESSAGES);

        assertThat(repeated.required("message-id")).isEqualTo(messageId("c1").toString());
        awaitStatus(2, messageId("c1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = StompVersion.class,
            names = {"V1_0", "V1_1"})
    void understandsTheAcksOfEarlierVersions(StompVersion version) {
        RawStompClient old = RawStompClient.connect(port, bobId, PASSWORD, version);
        clients.add(old);
        old.subscribe("0", MESSAGES, "client");
        alice.message(bobId, "c1", "one");
        String id = old.awaitMessage(MESSAGES).required("message-id");

        old.sendAndAwait("ACK", "subscription:0\nmessage-id:" + id + "\n", "");

        awaitStatus(2, messageId("c1"));
    }

    @Test
    void passesUserHeadersOn() {
        bob.subscribe(MESSAGES);

        alice.sendAndAwait("SEND", SEND + "x-note:a\\cb\\nc\\\\d\ncontent-type:text/x\n", body(bobId, "c1", "live"));
        StompFrame live = bob.awaitMessage(MESSAGES);
        assertThat(live.header("x-note")).isEqualTo("a:b\nc\\d");
        assertThat(live.header("content-type")).isEqualTo("application/json");
        // Or it might come again, and rightly: the next subscription cannot know that this one had it.
        awaitStatus(2, messageId("c1"));
        bob.sendAndAwait("UNSUBSCRIBE", "id:" + MESSAGES + "\n", "");

        alice.sendAndAwait("SEND", SEND + "x-note:later\n", body(bobId, "c2", "inbox"));
        bob.subscribe(MESSAGES);
        assertThat(bob.awaitMessage(MESSAGES).header("x-note")).isEqualTo("later");
    }

    @Test
    void showsTheSendersOtherDevicesTheMessageAndItsTicks() {
        RawStompClient tablet = client(aliceId).subscribe(MESSAGES).subscribe(STATUS);
        alice.subscribe(MESSAGES);

        alice.message(bobId, "c1", "hi");
        JsonNode copy = tablet.awaitJson(MESSAGES);
        assertThat(copy.path("client_id").asString()).isEqualTo("c1");
        assertThat(copy.path("sender_id").asString()).isEqualTo(aliceId.value());
        bob.subscribe(MESSAGES);

        await().until(() -> tablet.awaitJson(STATUS).path("status").asString().equals("DELIVERED"));
        assertThat(alice.left(MESSAGES)).isEmpty();
        assertThat(new String(bob.awaitMessage(MESSAGES).body(), UTF_8)).contains("\"c1\"");
    }

    @Test
    void stopsWritingToWhoHasUnsubscribed() {
        bob.subscribe("0", MESSAGES, "auto");
        bob.sendAndAwait("UNSUBSCRIBE", "id:0\n", "");

        alice.message(bobId, "c1", "hi");
        bob.subscribe("1", MESSAGES, "auto");

        assertThat(bob.awaitMessage(MESSAGES).header("subscription")).isEqualTo("1");
        assertThat(bob.left(MESSAGES)).isEmpty();
    }

    @Test
    void answersWhatWasSentBeforeDisconnectFirst() {
        for (int i = 0; i < 20; i++) {
            alice.send("SEND\nreceipt:s" + i + "\n" + SEND + "\n" + body(bobId, "c" + i, "hi") + "\0");
        }
        alice.send("DISCONNECT\nreceipt:last\n\n\0");

        for (int i = 0; i < 20; i++) {
            assertThat(alice.await(StompCommand.RECEIPT).required("receipt-id")).isEqualTo("s" + i);
        }
        assertThat(alice.await(StompCommand.RECEIPT).required("receipt-id")).isEqualTo("last");
        assertThat(alice.awaitClose()).isEqualTo(1000);
    }

    @Test
    void storesNothingOfATransactionWhoseReceiverIsUnknown() {
        alice.sendAndAwait("BEGIN", "transaction:t\n", "");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bobId, "c1", "one") + "\0");
        alice.send("SEND\ntransaction:t\n" + SEND + "\n" + body(new UserId("no.such.user"), "c2", "two") + "\0");
        alice.send("COMMIT\ntransaction:t\n\n\0");
        alice.awaitJson(ERRORS);
        alice.message(bobId, "fence", "fence");

        assertThat(messagesOf(aliceId)).isEqualTo(1);
    }

    private RawStompClient client(UserId user) {
        RawStompClient client = RawStompClient.connect(port, user, PASSWORD);
        clients.add(client);
        return client;
    }

    private MessageId messageId(String clientId) {
        return MessageId.parse(String.valueOf(sql.queryForObject(
                "select message_id::text from messages where sender_id = ? and client_id = ?",
                String.class,
                aliceId.value(),
                clientId)));
    }

    private void awaitStatus(int status, MessageId id) {
        await().until(() -> status(id) == status);
    }
}

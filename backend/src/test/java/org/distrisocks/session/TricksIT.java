package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.distrisocks.CaseTable;
import org.distrisocks.HttpApi;
import org.distrisocks.RealPod;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Promise 9: Mallory tries to read what Carol writes to Bob, and to write in Bob's name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class TricksIT extends RealPod {

    private static final CaseTable TABLE = new CaseTable();
    private static final String SECRET_TEXT = "meet me at nine";
    private static final String NO_SUBSCRIPTION = "this destination cannot be subscribed to";
    private static final String NO_SEND = "SEND is allowed to /app/messages and /app/token only";

    private UserId mallory;
    private UserId bob;
    private UserId carol;
    private String carolsToken;
    private HttpApi api;
    private RawStompClient client;
    private RawStompClient bobs;
    private StompFrame secret;

    /** What Mallory tries, and what is to come of it. */
    private record Trick(String name, String expected, Function<TricksIT, String> attempt) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Trick> TRICKS = List.of(
            subscribing("by name", "/user/{bob}/queue/messages"),
            subscribing("by the broker's internal name", "/queue/messages-user{session}"),
            subscribing("to the plain queue", "/queue/messages"),
            subscribing("by wildcard", "/queue/**"),
            subscribing("by wildcard for the user", "/user/*/queue/messages"),
            subscribing("by a path up", "/user/queue/messages/../../{bob}/queue/messages"),
            subscribing("with a query", "/user/queue/messages?user={bob}"),
            subscribing("in other letters", "/USER/queue/messages"),
            subscribing("to a topic", "/topic/messages"),
            trick("SUBSCRIBE with user headers of Bob's", "only what is to Mallory", TricksIT::subscribeAsBob),
            sending("to Bob's queue", "/user/{bob}/queue/messages"),
            sending("to the broker's internal name", "/queue/messages-user{session}"),
            sending("to one's own queue", "/user/queue/messages"),
            sending("past the application", "/queue/messages"),
            trick(
                    "SEND with sender_id Bob",
                    "sender_id must be the one who logged in, or left out",
                    t -> t.problemOf("{\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"x\"}"
                            .formatted(t.bob, t.carol))),
            trick(
                    "SEND with two sender_ids",
                    "sender_id must be the one who logged in, or left out",
                    t -> t.problemOf(
                            "{\"sender_id\":\"%s\",\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"x\"}"
                                    .formatted(t.mallory, t.bob, t.carol))),
            trick("SEND with headers sender_id and user-name Bob", "from Mallory", TricksIT::sendWithBobsHeaders),
            trick(
                    "SEND with a header that breaks the line of the next",
                    "from Mallory",
                    TricksIT::sendWithBrokenHeader),
            trick(
                    "ACK of Bob's message by its ack id",
                    "not DELIVERED",
                    t -> t.acknowledge("ACK", t.secret.required("ack"))),
            trick("NACK of Bob's message", "not DELIVERED", t -> t.acknowledge("NACK", t.secret.required("ack"))),
            trick("CONNECT as Bob with one's own token", "Mallory", TricksIT::connectAsBob),
            trick(
                    "a renewal by another's token",
                    "the token is another user's",
                    t -> t.errorOf("SEND\ndestination:/app/token\nAuthorization:Bearer " + t.carolsToken + "\n\n\0")),
            trick("GET of Bob's message", "as one that does not exist", TricksIT::getBobsMessage),
            trick(
                    "GET of Bob's conversation",
                    "nothing of it",
                    t -> t.seen(t.api.get("/api/conversations/" + t.bob + "/messages"))),
            trick(
                    "GET of a conversation before Bob's message",
                    "nothing of it",
                    t -> t.seen(t.api.get("/api/conversations/" + t.carol + "/messages?before=" + t.secretId()))),
            trick("GET of the list of conversations", "nothing of it", t -> t.seen(t.api.get("/api/conversations"))),
            trick("a token with another subject", "401", t -> t.statusWith(t.tokenOf(t.bob, t.api.token()))),
            trick(
                    "a token without a signature",
                    "401",
                    t -> t.statusWith(encoded("{\"alg\":\"none\"}") + "."
                            + encoded("{\"iss\":\"distrisocks\",\"sub\":\"%s\",\"exp\":9999999999}".formatted(t.bob))
                            + ".")),
            trick(
                    "a token in the address",
                    "401",
                    t -> Integer.toString(HttpApi.at(t.port)
                            .get("/api/conversations?access_token=" + t.api.token())
                            .status())));

    @BeforeAll
    void carolWritesToBob() {
        mallory = user("mallory");
        bob = user("bob");
        carol = user("carol");
        api = as(mallory);
        carolsToken = as(carol).token();
        bobs = RawStompClient.connect(port, bob, PASSWORD);
        bobs.subscribe("0", RawStompClient.MESSAGES, "client-individual");
        try (RawStompClient carols = RawStompClient.connect(port, carolsToken)) {
            carols.message(bob, "c1", SECRET_TEXT);
        }
        secret = bobs.awaitMessage(RawStompClient.MESSAGES);
    }

    @BeforeEach
    void connectMallory() {
        client = RawStompClient.connect(port, api.token());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @AfterAll
    void print() {
        bobs.close();
        System.out.println("\nTricks to read or forge another's messages\n" + TABLE);
    }

    @ParameterizedTest
    @FieldSource("TRICKS")
    void noTrickWorks(Trick trick) {
        String seen = trick.attempt().apply(this);

        TABLE.add(trick.name(), "promise 9", trick.expected(), seen);
        assertThat(seen).isEqualTo(trick.expected());
        assertThat(bobs.left(RawStompClient.MESSAGES))
                .as("what else Bob has got")
                .isEmpty();
        assertThat(messagesOf(bob)).as("what was sent in Bob's name").isZero();
        assertThat(status(secretId())).as("nobody but Bob acknowledges").isNotEqualTo(2);
    }

    private static Trick trick(String name, String expected, Function<TricksIT, String> attempt) {
        return new Trick(name, expected, attempt);
    }

    private static Trick subscribing(String name, String destination) {
        return trick(
                "SUBSCRIBE " + name,
                NO_SUBSCRIPTION,
                t -> t.errorOf("SUBSCRIBE\nid:0\ndestination:" + t.filled(destination) + "\n\n\0"));
    }

    private static Trick sending(String name, String destination) {
        return trick(
                "SEND " + name,
                NO_SEND,
                t -> t.errorOf("SEND\ndestination:" + t.filled(destination) + "\n\n"
                        + RawStompClient.body(t.bob, "f", "x") + "\0"));
    }

    private String filled(String destination) {
        String session = String.valueOf(secret.header("subscription"));
        return destination.replace("{bob}", bob.value()).replace("{session}", session);
    }

    private String errorOf(String frame) {
        client.send(frame);
        String message = String.valueOf(client.await(StompCommand.ERROR).header("message"));
        client.awaitClose();
        return message;
    }

    private String problemOf(String body) {
        client.subscribe(RawStompClient.ERRORS).send("SEND\ndestination:/app/messages\n\n" + body + "\0");
        return client.awaitJson(RawStompClient.ERRORS).path("detail").asString();
    }

    private String subscribeAsBob() {
        client.sendAndAwait(
                "SUBSCRIBE",
                "id:0\ndestination:%s\nuser-name:%s\nlogin:%s\nselector:receiver_id = '%s'\n"
                        .formatted(RawStompClient.MESSAGES, bob, bob, bob),
                "");
        client.message(mallory, "own", "to myself");
        return onlyToMallory(client.awaitMessage(RawStompClient.MESSAGES));
    }

    private String onlyToMallory(StompFrame frame) {
        JsonNode first = RawStompClient.json(frame);
        boolean own = first.path("receiver_id").asString().equals(mallory.value())
                && client.left(RawStompClient.MESSAGES).isEmpty();
        return own ? "only what is to Mallory" : first.toString();
    }

    private String sendWithBobsHeaders() {
        return sentToCarol("sender_id:%s\nuser-name:%s\nlogin:%s\nreceiver_id:%s\n".formatted(bob, bob, bob, bob));
    }

    private String sendWithBrokenHeader() {
        return sentToCarol("x-note:a\\nsender_id\\c%s\\n\\n{\"sender_id\"\\c\"%s\"}\n".formatted(bob, bob));
    }

    /** Who Carol is told that it is from. */
    private String sentToCarol(String headers) {
        try (RawStompClient carols = RawStompClient.connect(port, carolsToken)) {
            carols.subscribe(RawStompClient.MESSAGES);
            client.sendAndAwait(
                    "SEND",
                    "destination:/app/messages\n" + headers,
                    RawStompClient.body(carol, "c" + System.nanoTime(), "x"));
            JsonNode body = carols.awaitJson(RawStompClient.MESSAGES);
            return body.path("sender_id").asString().equals(mallory.value()) ? "from Mallory" : body.toString();
        }
    }

    private String acknowledge(String command, String id) {
        client.subscribe("0", RawStompClient.MESSAGES, "client").send(command + "\nid:" + id + "\n\n\0");
        client.sendAndAwait("BEGIN", "transaction:behind\n", "");
        return status(secretId()) == 2 ? "DELIVERED" : "not DELIVERED";
    }

    private String connectAsBob() {
        try (RawStompClient other = RawStompClient.open(port)) {
            other.send("CONNECT\naccept-version:1.2\nhost:h\nlogin:%s\nuser-name:%s\nAuthorization:Bearer %s\n\n\0"
                    .formatted(bob, bob, api.token()));
            String user = other.await(StompCommand.CONNECTED).required("user-name");
            return user.equals(mallory.value()) ? "Mallory" : user;
        }
    }

    private String getBobsMessage() {
        HttpApi.Answer bobs = api.get("/api/messages/" + secretId());
        HttpApi.Answer unknown = api.get("/api/messages/0199c2f4-7a31-7c3e-9d1b-4b1f5a6c7d8e");
        String difference = bobs.body().toString().replace(secretId().toString(), "ID");
        boolean same = bobs.status() == unknown.status()
                && difference.equals(unknown.body().toString().replace("0199c2f4-7a31-7c3e-9d1b-4b1f5a6c7d8e", "ID"));
        return same ? "as one that does not exist" : bobs.toString();
    }

    private String seen(HttpApi.Answer answer) {
        String text = answer.body().toString();
        return text.contains(SECRET_TEXT) || text.contains(secretId().toString()) ? text : "nothing of it";
    }

    private String statusWith(String token) {
        return Integer.toString(
                HttpApi.at(port).with(token).get("/api/conversations").status());
    }

    /** With the signature of another token. */
    private String tokenOf(UserId user, String token) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace(mallory.value(), user.value());
        return parts[0] + "." + encoded(claims) + "." + parts[2];
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private HttpApi as(UserId user) {
        return HttpApi.at(port).as(user, PASSWORD);
    }

    private MessageId secretId() {
        return MessageId.parse(secret.required("message-id"));
    }
}

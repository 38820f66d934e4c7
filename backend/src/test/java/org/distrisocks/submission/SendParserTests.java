package org.distrisocks.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.NewMessage;
import org.distrisocks.session.Problem;
import org.distrisocks.session.Problem.FieldError;
import org.distrisocks.session.ProblemType;
import org.distrisocks.submission.ParsedSend.Invalid;
import org.distrisocks.submission.ParsedSend.Valid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class SendParserTests {

    private static final UserId ALICE = new UserId("alice");

    private final SendParser parser = new SendParser(
            new MessageLimits(true, 100, 100, DataSize.ofKilobytes(16), 64, 16, DataSize.ofKilobytes(1)));

    @Test
    void readsAllFields() {
        NewMessage message = valid("""
                {"client_id": "c1", "sender_id": "alice", "receiver_id": "bob", "payload": "hi"}""");

        assertThat(message.sender()).isEqualTo(ALICE);
        assertThat(message.receiver()).isEqualTo(new UserId("bob"));
        assertThat(message.clientId()).isEqualTo("c1");
        assertThat(message.payload()).isEqualTo("hi");
        assertThat(message.userHeaders()).isNull();
    }

    @Test
    void asksForReceiverAndPayloadOnly() {
        NewMessage message = valid("{\"receiver_id\":\"bob\",\"payload\":\" \"}");

        assertThat(message.clientId()).isNull();
        assertThat(message.sender()).isEqualTo(ALICE);
    }

    @Test
    void takesNullForLeftOut() {
        NewMessage message = valid(
                "{\"client_id\":null,\"sender_id\":null,\"receiver_id\":\"bob\",\"payload\":\"hi\",\"more\":[1]}");

        assertThat(message.clientId()).isNull();
    }

    @Test
    void readsTheSeedsSpelling() {
        assertThat(valid("{\"reciever_id\":\"bob\",\"payload\":\"hi\"}").receiver())
                .isEqualTo(new UserId("bob"));
    }

    @Test
    void givesEachMessageAnIdOfItsOwnThatGrows() {
        String body = "{\"receiver_id\":\"bob\",\"payload\":\"hi\"}";

        assertThat(valid(body).id().toString()).isLessThan(valid(body).id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{", "{\"receiver_id\":\"bob\",\"payload\":\"hi\"", "\0", "{'a':1}"})
    void refusesWhatIsNoJson(String body) {
        assertThat(problem(body).errors()).extracting(FieldError::field).containsExactly("body");
    }

    @Test
    void skipsWhatItDoesNotKnowButNotToAnyDepth() {
        String body = "{\"receiver_id\":\"bob\",\"payload\":\"hi\",\"more\":%s%s}";

        assertThat(valid(body.formatted("[".repeat(15), "]".repeat(15))).payload())
                .isEqualTo("hi");
        assertThat(problem(body.formatted("[".repeat(16), "]".repeat(16))).detail())
                .isEqualTo("body must not be nested deeper than 16");
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] body = "{\"receiver_id\":\"bob\",\"payload\":\"?\"}".getBytes(UTF_8);
        body[body.length - 3] = (byte) 0xFF;

        assertThat(parser.parse(ALICE, Map.of(), body)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"text\"",
                "17",
                "[{\"receiver_id\":\"bob\",\"payload\":\"hi\"}]",
                "{\"receiver_id\":\"bob\",\"payload\":\"hi\"} {}"
            })
    void refusesWhatIsNoJsonObject(String body) {
        Problem problem = problem(body);

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(problem.detail()).isEqualTo("body must be a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'payload':'hi'                                       | receiver_id must be given",
                "'receiver_id':null,'payload':'hi'                    | receiver_id must be given",
                "'receiver_id':'','payload':'hi'                      | receiver_id must be 1 to 255 printable characters without spaces, and not . or .. between slashes",
                "'receiver_id':'b b','payload':'hi'                   | receiver_id must be 1 to 255 printable characters without spaces, and not . or .. between slashes",
                "'receiver_id':'bob/../carol','payload':'hi'          | receiver_id must be 1 to 255 printable characters without spaces, and not . or .. between slashes",
                "'receiver_id':'bob'                                  | payload must not be empty",
                "'receiver_id':'bob','payload':null                   | payload must not be empty",
                "'receiver_id':'bob','payload':''                     | payload must not be empty",
                "'receiver_id':'bob','payload':5                      | payload must be a string",
                "'receiver_id':'bob','payload':1.5                    | payload must be a string",
                "'receiver_id':'bob','payload':true                   | payload must be a string",
                "'receiver_id':'bob','payload':{'a':1}                | payload must be a string",
                "'receiver_id':'bob','payload':['hi']                 | payload must be a string",
                "'receiver_id':7,'payload':'hi'                       | receiver_id must be a string",
                "'sender_id':7,'receiver_id':'bob','payload':'hi'     | sender_id must be a string",
                "'receiver_id':'bob','payload':'a\\u0000b'            | payload must not have NUL or half of a surrogate pair",
                "'receiver_id':'bob','payload':'a\\ud83d'             | payload must not have NUL or half of a surrogate pair",
                "'receiver_id':'bob','payload':'\\ude00a'             | payload must not have NUL or half of a surrogate pair",
                "'receiver_id':'bob','payload':'\\ude00\\ud83d'       | payload must not have NUL or half of a surrogate pair",
            },
            quoteCharacter = '"')
    void saysWhichFieldIsAtFaultAndWhyWithTheClientId(String fields, String detail) {
        Problem problem = problem(("{'client_id':'c1'," + fields + "}").replace('\'', '"'));

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE);
        assertThat(problem.detail()).isEqualTo(detail);
        assertThat(problem.clientId()).isEqualTo("c1");
        assertThat(problem.errors())
                .extracting(error -> error.field() + " " + error.reason())
                .containsExactly(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "Alice", "", "alice "})
    void refusesAForeignSender(String sender) {
        Problem problem =
                problem("{\"client_id\":\"c1\",\"sender_id\":\"%s\",\"receiver_id\":\"bob\",\"payload\":\"hi\"}"
                        .formatted(sender));

        assertThat(problem.type()).isEqualTo(ProblemType.FOREIGN_SENDER);
        assertThat(problem.clientId()).isEqualTo("c1");
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("sender_id");
    }

    @Test
    void countsThePayloadInOctets() {
        assertThat(valid(payload("x".repeat(16384))).payload()).hasSize(16384);
        assertThat(problem(payload("x".repeat(16385))).detail())
                .isEqualTo("payload must have at most 16384 bytes of UTF-8, not 16385");
        assertThat(valid(payload("ä".repeat(8192))).payload()).hasSize(8192);
        assertThat(problem(payload("ä".repeat(8192) + "x")).clientId()).isEqualTo("c1");
        assertThat(valid(payload("😀".repeat(4096))).payload()).hasSize(8192);
        assertThat(problem(payload("€".repeat(5461) + "xx")).errors())
                .extracting(FieldError::field)
                .containsExactly("payload");
    }

    @Test
    void takesPairsOfSurrogatesHoweverWritten() {
        assertThat(valid(payload("\\ud83d\\ude00 😀")).payload()).isEqualTo("😀 😀");
    }

    @Test
    void takesAClientIdOfTheGreatestLengthAndNoGreater() {
        assertThat(valid(clientId("\"" + "c".repeat(64) + "\"")).clientId()).hasSize(64);
        assertClientIdRefused("\"" + "c".repeat(65) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a\\u0000\"", "\"\\ud83d\"", "17", "true", "{}"})
    void refusesABadClientIdAndDoesNotRepeatIt(String clientId) {
        assertClientIdRefused(clientId);
    }

    @Test
    void keepsUserHeadersAsJson() {
        assertThat(userHeaders(Map.of("x-note", "a\"b\nc"))).isEqualTo("{\"x-note\":\"a\\\"b\\nc\"}");
    }

    @Test
    void takesSoManyUserHeadersAndNoMore() {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < 16; i++) {
            headers.put("h" + i, "v");
        }
        assertThat(userHeaders(headers)).contains("\"h15\"");

        headers.put("h16", "v");
        assertHeadersRefused(headers, "headers must be at most 16 beside those of STOMP");
    }

    @Test
    void countsUserHeadersInOctets() {
        assertThat(userHeaders(Map.of("ab", "ä".repeat(511)))).isNotNull();
        assertHeadersRefused(Map.of("abc", "ä".repeat(511)), "headers must have at most 1024 bytes together, not 1025");
    }

    private void assertClientIdRefused(String json) {
        Problem problem = problem(clientId(json));

        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("client_id");
    }

    private void assertHeadersRefused(Map<String, String> headers, String detail) {
        Problem problem = invalid(parser.parse(ALICE, headers, payload("hi").getBytes(UTF_8)));

        assertThat(problem.detail()).isEqualTo(detail);
        assertThat(problem.clientId()).isEqualTo("c1");
    }

    private @Nullable String userHeaders(Map<String, String> headers) {
        return valid(parser.parse(ALICE, headers, payload("hi").getBytes(UTF_8)))
                .userHeaders();
    }

    private static String payload(String text) {
        return "{\"client_id\":\"c1\",\"receiver_id\":\"bob\",\"payload\":\"%s\"}".formatted(text);
    }

    private static String clientId(String json) {
        return "{\"client_id\":%s,\"receiver_id\":\"bob\",\"payload\":\"hi\"}".formatted(json);
    }

    private NewMessage valid(String body) {
        return valid(parser.parse(ALICE, Map.of(), body.getBytes(UTF_8)));
    }

    private Problem problem(String body) {
        return invalid(parser.parse(ALICE, Map.of(), body.getBytes(UTF_8)));
    }

    private static NewMessage valid(ParsedSend parsed) {
        return switch (parsed) {
            case Valid(NewMessage message) -> message;
            case Invalid(Problem problem) -> throw new AssertionError(problem.detail());
        };
    }

    private static Problem invalid(ParsedSend parsed) {
        return switch (parsed) {
            case Valid(NewMessage message) -> throw new AssertionError("was taken: " + message);
            case Invalid(Problem problem) -> problem;
        };
    }
}

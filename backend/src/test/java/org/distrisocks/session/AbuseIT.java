package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.distrisocks.CaseTable;
import org.distrisocks.HttpApi;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What hostile clients send over a WebSocket, what they get for it, and that an honest user is served all the while. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AbuseIT extends RealPod {

    private static final CaseTable TABLE = new CaseTable();
    private static final int STUCK = 500;
    private static final int ROUNDS = 300;

    /** Fragments that are just more than 16 KB. */
    private static final int OVER_THE_LIMIT = 17;

    private static final int ENDLESS = 10_000;

    /** Below this a difference is the machine's. */
    private static final Duration NOISE = Duration.ofMillis(100);

    /** An attacker that shares the machine must not win by its own share of it: a megabyte a second will do. */
    private static final Duration BREATH = Duration.ofMillis(1);

    private UserId alice;
    private String token;
    private RawStompClient honest;

    /** What is sent over a fresh WebSocket, and the code by which the server closes it. */
    private record Violation(String name, String source, int closeCode, Sending sending) {

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Sending {
        void to(RawWebSocket socket) throws IOException;
    }

    /** What is sent in the session of a user, and what the server says to it: a problem, or the message of its ERROR. */
    private record BadFrame(String name, String source, String expected, String frame) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Violation> VIOLATIONS = List.of(
            violation(
                    "a message that inflates to 64 MB",
                    "CWE-409",
                    1002,
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.RSV1 | RawWebSocket.TEXT, bomb())),
            violation(
                    "a frame of 2^62 octets",
                    "RFC 6455, 10.4",
                    1009,
                    socket -> socket.sendBeginning(RawWebSocket.FIN | RawWebSocket.TEXT, 1L << 62, new byte[1000])),
            violation(
                    "a message in fragments without end",
                    "RFC 6455, 10.4",
                    1002,
                    socket -> sendFragments(OVER_THE_LIMIT, socket)),
            violation(
                    "20 KB before the login",
                    "CWE-770",
                    1002,
                    socket -> socket.send(
                            RawWebSocket.FIN | RawWebSocket.TEXT,
                            ("CONNECT\nx:" + "x".repeat(20_000)).getBytes(UTF_8))),
            violation(
                    "text that is no UTF-8",
                    "RFC 6455, 8.1",
                    1007,
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[] {(byte) 0xC3, 0x28})),
            violation(
                    "a frame without a mask",
                    "RFC 6455, 5.1",
                    1002,
                    socket -> socket.sendUnmasked(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[] {'\n'})),
            violation(
                    "a reserved bit",
                    "RFC 6455, 5.2",
                    1002,
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.RSV2 | RawWebSocket.TEXT, new byte[] {'\n'})),
            violation(
                    "a reserved opcode",
                    "RFC 6455, 5.2",
                    1002,
                    socket -> socket.send(RawWebSocket.FIN | 0x3, new byte[] {'\n'})),
            violation(
                    "a ping in fragments",
                    "RFC 6455, 5.5",
                    1002,
                    socket -> socket.send(RawWebSocket.PING, new byte[1])),
            violation(
                    "a ping of 126 octets",
                    "RFC 6455, 5.5",
                    1002,
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.PING, new byte[126])),
            violation(
                    "a continuation of nothing",
                    "RFC 6455, 5.4",
                    1002,
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.CONTINUATION, new byte[] {'\n'})),
            violation(
                    "a close with the code 1005",
                    "RFC 6455, 7.4.1",
                    1002,
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xED})),
            violation(
                    "no CONNECT",
                    "CWE-400",
                    CloseReason.NO_CONNECT.code(),
                    socket -> socket.send(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[] {'\n'})));

    static final List<BadFrame> BAD_FRAMES = List.of(
            new BadFrame(
                    "NUL in a header", "STOMP 1.2", "NUL stands before the end of the headers", "SEND\nx:a\0b\n\n\0"),
            new BadFrame(
                    "a bare CR in a header",
                    "STOMP 1.2",
                    "a header must not have a carriage return, which 1.2 writes as \\r",
                    "SEND\nx:a\rb\n\n\0"),
            new BadFrame(
                    "JSON 20,000 levels deep",
                    "CWE-674",
                    "body must be a JSON object",
                    send("[".repeat(20_000) + "]".repeat(20_000))),
            new BadFrame(
                    "a number with an endless exponent",
                    "CWE-400",
                    "payload must be a string",
                    send("{\"receiver_id\":\"alice\",\"payload\":1e999999999}")),
            new BadFrame(
                    "a client id that breaks a line of a log",
                    "CWE-117",
                    "client_id must have 1 to 64 characters",
                    send("{\"client_id\":\"" + "\\r\\nERROR forged".repeat(10) + "\",\"payload\":\"x\"}")));

    @BeforeAll
    void connectAnHonestUser() {
        alice = user("alice");
        token = HttpApi.at(port).as(alice, PASSWORD).token();
        honest = RawStompClient.connect(port, token);
        honest.subscribe(RawStompClient.MESSAGES);
    }

    @AfterEach
    void theHonestUserIsServed() {
        honest.message(alice, "c" + System.nanoTime(), "still here");
        honest.awaitMessage(RawStompClient.MESSAGES);
    }

    @AfterAll
    void print() {
        honest.close();
        System.out.println("\nAbuse of the WebSocket\n" + TABLE);
    }

    @ParameterizedTest
    @FieldSource("VIOLATIONS")
    void closesOnWhoeverBreaksTheRulesOfWebSocket(Violation violation) throws IOException {
        int seen;
        try (RawWebSocket socket = RawWebSocket.open(port)) {
            violation.sending().to(socket);
            seen = socket.awaitClose();
        }

        TABLE.add(violation.name(), violation.source(), "close " + violation.closeCode(), "close " + seen);
        assertThat(seen).isEqualTo(violation.closeCode());
    }

    @ParameterizedTest
    @FieldSource("BAD_FRAMES")
    void saysWhatIsWrongWithAFrame(BadFrame bad) {
        String seen;
        try (RawStompClient client = RawStompClient.connect(port, token)) {
            client.subscribe(RawStompClient.ERRORS);
            StompFrame answer = client.send(bad.frame()).awaitEither(StompCommand.ERROR, StompCommand.MESSAGE);
            seen = answer.command() == StompCommand.ERROR
                    ? String.valueOf(answer.header("message"))
                    : RawStompClient.json(answer).path("detail").asString();
        }

        TABLE.add(bad.name(), bad.source(), bad.expected(), seen);
        assertThat(seen).isEqualTo(bad.expected());
    }

    @Test
    void writesNoLineOfALogForAClient(CapturedOutput output) {
        try (RawStompClient client = RawStompClient.open(port)) {
            client.send(
                    "CONNECT\naccept-version:1.2\nhost:h\nlogin:a\\r\\nERROR forged\npasscode:b\\r\\nERROR forged\n\n\0");
            client.await(StompCommand.ERROR);
        }

        String seen = output.getAll().contains("ERROR forged") ? "a forged line" : "no such line";
        TABLE.add("a login that breaks a line of a log", "CWE-117", "no such line", seen);
        assertThat(seen).isEqualTo("no such line");
    }

    @Test
    void servesAnHonestUserBesideFiveHundredStuckHandshakesAndAnEndlessFrame() throws IOException {
        p99(); // warms up
        Duration before = p99();
        List<Socket> stuck = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        try {
            for (int i = 0; i < STUCK; i++) {
                Socket socket = new Socket("localhost", port);
                stuck.add(socket);
                socket.getOutputStream().write("GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(UTF_8));
            }
            CompletableFuture<Integer> talker = CompletableFuture.supplyAsync(() -> talk(over));
            Duration during = p99();
            over.set(true);
            assertThat(talker.join()).as("endless frames that were cut off").isPositive();

            System.out.printf(
                    "p99 of an honest user: %d µs, beside %d stuck handshakes and an endless frame %d µs%n",
                    before.toNanos() / 1000, STUCK, during.toNanos() / 1000);
            String seen = during.compareTo(before.multipliedBy(2).plus(NOISE)) < 0 ? "below" : "above";
            TABLE.add("500 stuck handshakes and an endless frame: p99 to twice that", "CWE-400", "below", seen);
            assertThat(seen).as("%s to %s", during, before).isEqualTo("below");
        } finally {
            over.set(true);
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    /** From SEND to RECEIPT and MESSAGE, one after another. */
    private Duration p99() {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            honest.message(alice, "p" + begin, "hi");
            honest.awaitMessage(RawStompClient.MESSAGES);
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return times.stream().sorted().toList().get(ROUNDS * 99 / 100);
    }

    /** Sends one endless message after another; returns how many were cut off. */
    private int talk(AtomicBoolean over) {
        int cutOff = 0;
        while (!over.get()) {
            try (RawWebSocket socket = RawWebSocket.open(port)) {
                sendFragments(ENDLESS, socket);
            } catch (IOException closed) {
                cutOff++;
            }
        }
        return cutOff;
    }

    /** A message in fragments of 1,000 octets, the last of which is not the last. */
    private static void sendFragments(int count, RawWebSocket socket) throws IOException {
        byte[] fragment = "x".repeat(1000).getBytes(UTF_8);
        socket.send(RawWebSocket.TEXT, fragment);
        for (int i = 1; i < count; i++) {
            LockSupport.parkNanos(BREATH.toNanos());
            socket.send(RawWebSocket.CONTINUATION, fragment);
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9, true))) {
            out.write(new byte[64 << 20]);
        }
        return packed.toByteArray();
    }

    private static Violation violation(String name, String source, int closeCode, Sending sending) {
        return new Violation(name, source, closeCode, sending);
    }

    private static String send(String body) {
        return "SEND\ndestination:/app/messages\n\n" + body + "\0";
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.distrisocks.RealPod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How TCP ends after an ERROR: a reset would take with it what a client that is still sending has not read yet. */
@SuppressWarnings("NullAway.Init")
class ClosingIT extends RealPod {

    private static final int PROTOCOL_ERROR = 1002;
    private static final Duration TOKEN = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RawWebSocket socket;

    @BeforeEach
    void isRefused() throws IOException {
        socket = RawWebSocket.open(port);
        // One that has not logged in would be cut off for that.
        say("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + token(user("anna"), TOKEN) + "\n\n\0");
        say("PRAY\n\n\0");
        assertThat(socket.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }

    @AfterEach
    void leave() throws IOException {
        socket.close();
    }

    @Test
    void readsWhatIsStillSentUntilTheClientAnswersTheClose() throws IOException {
        await().during(MOMENT).atMost(PATIENCE).until(() -> !socket.isReset());

        socket.send(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {PROTOCOL_ERROR >> 8, (byte) PROTOCOL_ERROR});
        await().atMost(MOMENT).until(socket::isReset);
    }

    @Test
    void cutsOffAClientThatDoesNotAnswerTheClose() {
        await().during(MOMENT).atMost(PATIENCE).until(() -> !socket.isReset());

        await().atMost(PATIENCE).until(socket::isReset);
    }

    private void say(String text) throws IOException {
        socket.send(RawWebSocket.FIN | RawWebSocket.TEXT, text.getBytes(UTF_8));
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.Test;

/** Requests that wait keep nobody's frames from being read (promise 11). */
class SlowRequestsIT extends RealPod {

    /** More than Jetty handles at the same time by default. */
    private static final int SLOW = 250;

    private static final int JETTYS_DEFAULT = 200;

    private static final byte[] HEAD = """
            POST /api/auth/login HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: 100\r
            Expect: 100-continue\r
            \r
            """.getBytes(US_ASCII);

    @Test
    void promise11ReadsFramesWhileManyBodiesAreAwaited() throws IOException {
        UserId bobId = user("bob");
        List<Socket> slow = new ArrayList<>();
        try (RawStompClient alice = RawStompClient.connect(port, user("alice"), PASSWORD);
                RawStompClient bob =
                        RawStompClient.connect(port, bobId, PASSWORD).subscribe(RawStompClient.MESSAGES)) {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream().write(HEAD);
            }
            for (Socket socket : slow.subList(0, JETTYS_DEFAULT)) {
                awaitContinue(socket);
            }
            for (int i = 0; i < 10; i++) {
                String text = "message-" + i;
                alice.send("SEND\ndestination:/app/messages\n\n%s\0".formatted(RawStompClient.body(bobId, text, text)));
                assertThat(new String(bob.awaitMessage(RawStompClient.MESSAGES).body(), UTF_8))
                        .contains(text);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** The body of its request is being read. */
    private static void awaitContinue(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        byte[] answer = "HTTP/1.1 100 Continue\r\n".getBytes(US_ASCII);
        assertThat(socket.getInputStream().readNBytes(answer.length)).isEqualTo(answer);
    }
}

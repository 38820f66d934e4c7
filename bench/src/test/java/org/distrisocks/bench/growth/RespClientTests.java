package org.distrisocks.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RespClientTests {

    private static final String ANSWERS =
            "+OK\r\n$5\r\na\r\nbc\r\n*3\r\n$1\r\nx\r\n$-1\r\n:7\r\n$-1\r\n:42\r\n-ERR no\r\n";
    private static final String COMMAND = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";

    @Test
    void readsEachKindOfAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> serve(server));
            try (RespClient client = new RespClient("127.0.0.1", server.getLocalPort())) {
                client.send("GET", "k");
                check(client);
                assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo(COMMAND);
            }
        }
    }

    private static void check(RespClient client) throws IOException {
        assertThat(client.answer()).isEqualTo("OK");
        assertThat(client.answer()).isEqualTo("a\r\nbc");
        assertThat(client.answer()).isEqualTo("3");
        assertThat(client.answer()).isEmpty();
        assertThat(client.answer()).isEqualTo("42");
        assertThatIOException().isThrownBy(client::answer).withMessageContaining("ERR no");
        assertThatIOException().isThrownBy(client::answer).withMessageContaining("hung up");
    }

    private static String serve(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] command = socket.getInputStream().readNBytes(COMMAND.length());
            socket.getOutputStream().write(ANSWERS.getBytes(StandardCharsets.US_ASCII));
            return new String(command, StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

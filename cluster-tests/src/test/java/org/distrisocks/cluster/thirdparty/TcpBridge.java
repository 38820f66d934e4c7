package org.distrisocks.cluster.thirdparty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.distrisocks.devservices.service.LoopbackPort;
import org.jspecify.annotations.Nullable;

/**
 * The way to a pod for clients that speak STOMP over TCP alone. Their octets become binary messages, cut wherever they
 * come in, and the pod's messages become octets; when one side closes, so does the other.
 */
final class TcpBridge implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ServerSocket listener;
    private final URI pod;

    private TcpBridge(ServerSocket listener, URI pod) {
        this.listener = listener;
        this.pod = pod;
    }

    /**
     * Listens on a free port.
     *
     * @param stompUrl of the pod; it need not be up
     */
    static TcpBridge to(String stompUrl) throws IOException {
        TcpBridge bridge =
                new TcpBridge(new ServerSocket(0, 0, InetAddress.ofLiteral(LoopbackPort.HOST)), URI.create(stompUrl));
        Thread.ofVirtual().start(bridge::accept);
        return bridge;
    }

    /** For example {@code tcp://127.0.0.1:61613}. */
    String url() {
        return "tcp://" + LoopbackPort.HOST + ":" + listener.getLocalPort();
    }

    /** Takes no new connections. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> carry(client));
            } catch (IOException closed) {
                // Either it is closed, or the next one is asked for.
            }
        }
    }

    private void carry(Socket client) {
        try (client) {
            WebSocket socket = HTTP.newWebSocketBuilder()
                    .buildAsync(pod, new ToClient(client))
                    .join();
            try {
                InputStream octets = client.getInputStream();
                byte[] buffer = new byte[CHUNK];
                for (int read = octets.read(buffer); read >= 0; read = octets.read(buffer)) {
                    socket.sendBinary(ByteBuffer.wrap(buffer, 0, read), true).join();
                }
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            } finally {
                socket.abort();
            }
        } catch (IOException | CompletionException gone) {
            // One side has closed, and so the other is closed.
        }
    }

    private record ToClient(Socket client) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            return write(from, text.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] octets = new byte[data.remaining()];
            data.get(octets);
            return write(from, octets);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            close();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            close();
        }

        private @Nullable CompletionStage<?> write(WebSocket from, byte[] octets) {
            try {
                client.getOutputStream().write(octets);
                from.request(1);
            } catch (IOException gone) {
                close();
            }
            return null;
        }

        private void close() {
            try {
                client.close();
            } catch (IOException gone) {
                // It is closed, which is all that is wanted.
            }
        }
    }
}

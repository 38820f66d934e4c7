package org.distrisocks.cluster.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A bare STOMP session that sees the close code, and remembers when each of its SENDs went out and was answered. */
final class DrainedClient implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Map<String, Long> receiptAt = new ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile long closedAt;

    DrainedClient(String url, String token) {
        socket = HTTP.newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create(url), this)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        var _ = socket.sendText("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n\0", true);
        connected.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Sends one message, whose payload is also the id of its receipt, unless the socket is closed. */
    void send(String receiver) {
        String id = UUID.randomUUID().toString();
        sentAt.put(id, System.nanoTime());
        String body = "{\"client_id\":\"%s\",\"receiver_id\":\"%s\",\"payload\":\"%s\"}".formatted(id, receiver, id);
        try {
            socket.sendText("SEND\ndestination:/app/messages\nreceipt:" + id + "\n\n" + body + "\0", true)
                    .join();
        } catch (RuntimeException closed) {
            sentAt.remove(id);
        }
    }

    CompletableFuture<Integer> closeCode() {
        return closeCode;
    }

    long closedAt() {
        return closedAt;
    }

    Map<String, Long> sentAt() {
        return sentAt;
    }

    Map<String, Long> receiptAt() {
        return receiptAt;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        for (int end = text.indexOf("\0"); end >= 0; end = text.indexOf("\0")) {
            frame(text.substring(0, end).strip());
            text.delete(0, end + 1);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void frame(String frame) {
        if (frame.startsWith("CONNECTED")) {
            connected.complete(null);
        } else if (frame.startsWith("RECEIPT")) {
            String id = frame.lines()
                    .filter(line -> line.startsWith("receipt-id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("receipt-id:".length());
            receiptAt.put(id, System.nanoTime());
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closedAt = System.nanoTime();
        closeCode.complete(code);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closedAt = System.nanoTime();
        closeCode.completeExceptionally(error);
    }
}

package org.distrisocks.cluster.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Many sessions of one user, each of which makes its pod hold as much as it can and reads nothing but its CONNECTED. */
final class HungrySessions implements AutoCloseable {

    private static final String NUL = "\u0000";
    private static final String BIG = "x".repeat(60_000);

    private final String url;
    private final String user;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<WebSocket> sockets = new ArrayList<>();

    HungrySessions(String url, String user, String token) {
        this.url = url;
        this.user = user;
        this.token = token;
    }

    /** Transactions that are never committed, full of the longest SENDs. */
    void fillTransactions(int sessions, int transactions, int frames) {
        for (int session = 0; session < sessions; session++) {
            WebSocket socket = connect();
            for (int transaction = 0; transaction < transactions; transaction++) {
                write(socket, "BEGIN\ntransaction:%d\n\n".formatted(transaction) + NUL);
                for (int frame = 0; frame < frames; frame++) {
                    write(socket, send("transaction:%d\n".formatted(transaction)) + NUL);
                }
            }
        }
    }

    /** SENDs whose end never comes, in a WebSocket message whose end never comes. */
    void leaveFramesUnfinished(int sessions) {
        for (int session = 0; session < sessions; session++) {
            write(connect(), send(""), false);
        }
    }

    /** Subscriptions, each of which is given the whole inbox and reads nothing of it. */
    void subscribeAndReadNothing(int sessions, int subscriptions) {
        for (int session = 0; session < sessions; session++) {
            WebSocket socket = connect();
            for (int id = 0; id < subscriptions; id++) {
                write(socket, "SUBSCRIBE\nid:%d\ndestination:/user/queue/messages\nack:client\n\n".formatted(id) + NUL);
            }
        }
    }

    /** SENDs to oneself, as fast as they are taken. */
    void send(int sessions, int messages) {
        for (int session = 0; session < sessions; session++) {
            WebSocket socket = connect();
            for (int message = 0; message < messages; message++) {
                write(socket, send("") + NUL);
            }
        }
    }

    private String send(String headers) {
        return "SEND\ndestination:/app/messages\n%s\n{\"receiver_id\":\"%s\",\"payload\":\"%s\"}"
                .formatted(headers, user, BIG);
    }

    private WebSocket connect() {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create(url), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        connected.complete(null);
                        return CompletableFuture.completedStage(null);
                    }
                })
                .join();
        sockets.add(socket);
        write(socket, "CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer " + token + "\n\n" + NUL);
        connected.orTimeout(30, TimeUnit.SECONDS).join();
        return socket;
    }

    /** A socket that the pod has closed, or reads no more, takes nothing; that is what the pod may do. */
    private static void write(WebSocket socket, String frame) {
        write(socket, frame, true);
    }

    private static void write(WebSocket socket, String frame, boolean last) {
        if (socket.isOutputClosed()) {
            return;
        }
        try {
            socket.sendText(frame, last).orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException refused) {
            socket.abort();
        }
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
        http.shutdownNow();
    }
}

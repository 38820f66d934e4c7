package org.distrisocks.cluster.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A STOMP client that can leave its socket unread, and read at the end what was written to it all the same. */
final class StuckReader implements WebSocket.Listener, AutoCloseable {

    private static final Pattern MESSAGE_ID = Pattern.compile("^message-id:(.+)$", Pattern.MULTILINE);
    private static final String NUL = "\u0000";

    private final Set<String> messages = Collections.synchronizedSet(new LinkedHashSet<>());
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean stuck;
    private @Nullable WebSocket socket;

    private StuckReader() {}

    /** Returns when the subscription to messages is taken. */
    static StuckReader connect(String url, String login, String passcode) {
        StuckReader reader = new StuckReader();
        WebSocket socket = reader.http
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create(url), reader)
                .join();
        reader.socket = socket;
        socket.sendText(
                        "CONNECT\naccept-version:1.2\nhost:localhost\nlogin:%s\npasscode:%s\n\n"
                                        .formatted(login, passcode)
                                + NUL,
                        true)
                .join();
        socket.sendText(
                        "SUBSCRIBE\nid:0\ndestination:/user/queue/messages\nack:auto\nreceipt:subscribed\n\n" + NUL,
                        true)
                .join();
        reader.subscribed.orTimeout(20, TimeUnit.SECONDS).join();
        return reader;
    }

    /** From now on nothing more is taken from the socket. */
    void stopReading() {
        stuck = true;
    }

    /** Reads all that is still to be read, until the server's end, for so long at the most; the ids, in order. */
    List<String> readTheRest(long limit, TimeUnit unit) {
        stuck = false;
        if (socket != null) {
            socket.request(Long.MAX_VALUE / 2);
        }
        ended.completeOnTimeout(null, limit, unit).join();
        return List.copyOf(messages);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        frame.append(part);
        if (last) {
            String text = frame.toString();
            frame.setLength(0);
            Matcher id = MESSAGE_ID.matcher(text);
            if (text.startsWith("MESSAGE") && id.find()) {
                messages.add(id.group(1).strip());
            } else if (text.startsWith("RECEIPT")) {
                subscribed.complete(null);
            }
        }
        if (!stuck) {
            from.request(1);
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended.complete(null);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        ended.complete(null);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.shutdownNow();
    }
}

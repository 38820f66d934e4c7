package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompFrameDecoder;
import org.distrisocks.session.stomp.StompLimits;
import org.distrisocks.session.stomp.StompVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that writes its frames by hand, so that a test can write wrong ones. */
final class RawStompClient implements WebSocket.Listener, AutoCloseable {

    static final String MESSAGES = "/user/queue/messages";
    static final String STATUS = "/user/queue/status";
    static final String ERRORS = "/user/queue/errors";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final StompFrameDecoder decoder = new StompFrameDecoder(new StompLimits(10_000_000, 100_000, 100));
    private final List<StompFrame> received = new ArrayList<>();
    private final WebSocket socket;
    private @Nullable Integer closeCode;

    private RawStompClient(int port, Map<String, String> upgradeHeaders) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("v12.stomp", "v11.stomp", "v10.stomp");
        upgradeHeaders.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/ws"), this)
                .join();
    }

    /** A WebSocket without its CONNECT. */
    static RawStompClient open(int port) {
        return new RawStompClient(port, Map.of());
    }

    static RawStompClient open(int port, Map<String, String> upgradeHeaders) {
        return new RawStompClient(port, upgradeHeaders);
    }

    static RawStompClient connect(int port, UserId user, String password) {
        return connect(port, user, password, StompVersion.V1_2);
    }

    static RawStompClient connect(int port, UserId user, String password, StompVersion version) {
        RawStompClient client = open(port);
        client.send("CONNECT\naccept-version:%s\nhost:h\nlogin:%s\npasscode:%s\n\n\0"
                .formatted(version.number(), user, password));
        client.await(StompCommand.CONNECTED);
        synchronized (client) {
            client.decoder.speak(version);
        }
        return client;
    }

    /** With STOMP 1.2, by an access token. */
    static RawStompClient connect(int port, String token) {
        RawStompClient client = open(port);
        client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + token + "\n\n\0");
        client.await(StompCommand.CONNECTED);
        return client;
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a text as one WebSocket message, frame or not. */
    RawStompClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a part of a WebSocket message that is not finished with it. */
    RawStompClient sendPart(String text) {
        socket.sendText(text, false).join();
        return this;
    }

    RawStompClient sendBinary(String text) {
        socket.sendBinary(ByteBuffer.wrap(text.getBytes(UTF_8)), true).join();
        return this;
    }

    /** Sends and waits until the server has answered the receipt that the frame asks for. */
    RawStompClient sendAndAwait(String command, String headers, String body) {
        String receipt = "r-" + Long.toString(System.nanoTime(), 36);
        send(command + "\nreceipt:" + receipt + "\n" + headers + "\n" + body + "\0");
        await(frame -> frame.command() == StompCommand.RECEIPT
                && frame.required("receipt-id").equals(receipt));
        return this;
    }

    RawStompClient subscribe(String id, String destination, String ack) {
        return sendAndAwait("SUBSCRIBE", "id:%s\ndestination:%s\nack:%s\n".formatted(id, destination, ack), "");
    }

    RawStompClient subscribe(String destination) {
        return subscribe(destination, destination, "auto");
    }

    /** Sends a message and waits for its RECEIPT. */
    RawStompClient message(UserId receiver, String clientId, String payload) {
        return sendAndAwait("SEND", "destination:/app/messages\n", body(receiver, clientId, payload));
    }

    static String body(UserId receiver, String clientId, String payload) {
        return "{\"client_id\":\"%s\",\"receiver_id\":%s,\"payload\":\"%s\"}"
                .formatted(clientId, JSON.writeValueAsString(receiver.value()), payload);
    }

    /** The next frame of that kind; frames that were passed over are found by a later call. */
    StompFrame await(StompCommand command) {
        return await(frame -> frame.command() == command);
    }

    /** The next frame of one of the two kinds. */
    StompFrame awaitEither(StompCommand one, StompCommand other) {
        return await(frame -> frame.command() == one || frame.command() == other);
    }

    /** The next MESSAGE of that destination. */
    StompFrame awaitMessage(String destination) {
        return await(frame -> frame.command() == StompCommand.MESSAGE
                && frame.required("destination").equals(destination));
    }

    JsonNode awaitJson(String destination) {
        return json(awaitMessage(destination));
    }

    static JsonNode json(StompFrame frame) {
        return JSON.readTree(frame.body());
    }

    /** What has come of that destination and was not asked for yet. */
    synchronized List<StompFrame> left(String destination) {
        return received.stream()
                .filter(frame -> destination.equals(frame.header("destination")))
                .toList();
    }

    /** The code of the server's close frame. */
    int awaitClose() {
        return Objects.requireNonNull(Awaitility.await().atMost(PATIENCE).until(this::closeCode, Objects::nonNull));
    }

    private StompFrame await(Predicate<StompFrame> wanted) {
        return Objects.requireNonNull(Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOKS_EVERY)
                .until(() -> take(wanted), Objects::nonNull));
    }

    private synchronized @Nullable StompFrame take(Predicate<StompFrame> wanted) {
        for (Iterator<StompFrame> frames = received.iterator(); frames.hasNext(); ) {
            StompFrame frame = frames.next();
            if (wanted.test(frame)) {
                frames.remove();
                return frame;
            }
        }
        return null;
    }

    private synchronized @Nullable Integer closeCode() {
        return closeCode;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        decoder.decode(data.toString().getBytes(UTF_8), received::add);
        webSocket.request(1);
        return null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public synchronized void onError(WebSocket webSocket, Throwable error) {
        closeCode = 1006;
    }

    /** Leaves without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}

package org.distrisocks.cluster.client;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.stomp.ConnectionLostException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.web.socket.WebSocketHttpHeaders;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** One STOMP session of one user on one pod. Safe for use by many threads. */
public final class ChatClient implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Received<ChatMessage> messages = new Received<>("message");
    private final Received<StatusTick> ticks = new Received<>("tick");
    private final Received<SendProblem> problems = new Received<>("problem");
    private final CompletableFuture<String> error = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final StompSession session;

    private ChatClient(String url, StompHeaders connect, Duration patience) {
        connect.setHeartbeat(new long[] {10_000, 10_000});
        CompletableFuture<StompSession> connected =
                SpringStomp.CLIENT.connectAsync(url, new WebSocketHttpHeaders(), connect, new Handler());
        try {
            session = connected.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            // Here, and not in afterConnected: Spring ends the future before it calls that.
            session.setAutoReceipt(true);
        } catch (ExecutionException refused) {
            if (error.isDone()) {
                throw new StompErrorException(error.join());
            }
            throw new IllegalStateException("cannot connect to " + url, refused.getCause());
        } catch (TimeoutException silent) {
            var _ = connected.thenAccept(StompSession::disconnect);
            throw new IllegalStateException("no CONNECTED from " + url, silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting to " + url, interrupted);
        }
    }

    /**
     * Connects, subscribes to the three queues and waits until the server has taken the subscriptions.
     *
     * @param url for example {@code ws://localhost:8080/ws}
     * @throws StompErrorException if the server answers ERROR
     */
    public static ChatClient connect(String url, String login, String passcode) {
        ChatClient client = open(url, Map.of("login", login, "passcode", passcode));
        client.subscribeAll(client.problems::add, client.ticks::add, client.messages::add, "auto", PATIENCE);
        return client;
    }

    /**
     * As {@link #connect(String, String, String)}, for a client that acknowledges by itself.
     *
     * @param ackMode {@code client} or {@code client-individual}
     */
    public static ChatClient connect(String url, String login, String passcode, String ackMode) {
        ChatClient client = open(url, Map.of("login", login, "passcode", passcode));
        client.subscribeAll(client.problems::add, client.ticks::add, client.messages::add, ackMode, PATIENCE);
        return client;
    }

    /**
     * Connects, subscribes to the three queues and tells a listener what comes, instead of keeping it.
     *
     * @param headers of CONNECT
     * @param ackMode of the messages: {@code auto}, {@code client} or {@code client-individual}
     * @param patience for each answer
     * @throws StompErrorException if the server answers ERROR
     * @throws IllegalStateException if it does not answer in time
     */
    public static ChatClient connect(
            String url, Map<String, String> headers, String ackMode, Listener listener, Duration patience) {
        ChatClient client = open(url, headers, patience);
        try {
            client.subscribeAll(listener::problem, listener::tick, listener::message, ackMode, patience);
            return client;
        } catch (CompletionException | MessagingException unanswered) {
            client.close();
            throw new IllegalStateException("SUBSCRIBE is not answered by " + url, unanswered);
        }
    }

    /** Who is told what comes, in its order, by a thread of the connection. */
    public interface Listener {

        void message(ChatMessage message);

        void tick(StatusTick tick);

        void problem(SendProblem problem);
    }

    /**
     * Connects with these headers in CONNECT and subscribes to nothing.
     *
     * @throws StompErrorException if the server answers ERROR
     */
    public static ChatClient open(String url, Map<String, String> headers) {
        return open(url, headers, PATIENCE);
    }

    private static ChatClient open(String url, Map<String, String> headers, Duration patience) {
        StompHeaders connect = new StompHeaders();
        headers.forEach(connect::set);
        return new ChatClient(url, connect, patience);
    }

    /** Sends a text under a new client id. Returns at once. */
    public Sent send(String receiver, String text) {
        return send(UUID.randomUUID().toString(), receiver, text);
    }

    /** Sends a text under this client id, be it new or not. Returns at once. */
    public Sent send(String clientId, String receiver, String text) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("client_id", clientId);
        body.put("receiver_id", receiver);
        body.put("payload", text);
        return new Sent(clientId, sendBody(JSON.writeValueAsString(body)));
    }

    /** Sends any body to {@code /app/messages}; the future ends with the RECEIPT. */
    public CompletableFuture<Void> sendBody(String body) {
        return sendTo("/app/messages", body);
    }

    /** Sends any body to any destination; the future ends with the RECEIPT, or fails if there is none. */
    public CompletableFuture<Void> sendTo(String destination, String body) {
        return sendTo(destination, body, Map.of());
    }

    /** The same with headers of one's own. */
    public CompletableFuture<Void> sendTo(String destination, String body, Map<String, String> own) {
        StompHeaders headers = new StompHeaders();
        own.forEach(headers::set);
        headers.setDestination(destination);
        headers.set("content-type", "application/json");
        synchronized (session) {
            return SpringStomp.receipt(session.send(headers, body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Acknowledges a message; the future ends with the RECEIPT. */
    public CompletableFuture<Void> ack(ChatMessage message) {
        StompHeaders headers = new StompHeaders();
        headers.setId(Objects.requireNonNull(message.ack()));
        synchronized (session) {
            return SpringStomp.receipt(session.acknowledge(headers, true));
        }
    }

    /** Subscribes to any destination and throws away what comes; the future ends with the RECEIPT. */
    public CompletableFuture<Void> subscribe(String destination) {
        return SpringStomp.receipt(session.subscribe(destination, SpringStomp.handler((headers, body) -> {})));
    }

    public Received<ChatMessage> messages() {
        return messages;
    }

    public Received<StatusTick> ticks() {
        return ticks;
    }

    public Received<SendProblem> problems() {
        return problems;
    }

    /** The reason in an ERROR frame; ends when one comes. */
    public CompletableFuture<String> error() {
        return error;
    }

    /** Ends when the connection does. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    public boolean isConnected() {
        return session.isConnected();
    }

    /** DISCONNECT, if the connection still stands. May be called again. */
    @Override
    public void close() {
        if (!session.isConnected()) {
            return;
        }
        try {
            session.disconnect();
        } catch (MessageDeliveryException gone) {
            // The pod has died and this session is about to hear of it.
            closed.complete(null);
        }
    }

    /**
     * A SEND on its way.
     *
     * @param clientId by which ticks and problems name it
     * @param receipt ends with the RECEIPT; fails if there is none within 30 s
     */
    public record Sent(String clientId, CompletableFuture<Void> receipt) {

        /** Waits for the RECEIPT. */
        public Sent await() {
            receipt.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            return this;
        }
    }

    private void subscribeAll(
            Consumer<SendProblem> problem,
            Consumer<StatusTick> tick,
            Consumer<ChatMessage> message,
            String ackMode,
            Duration patience) {
        StompFrameHandler problems =
                SpringStomp.handler((_, body) -> problem.accept(JSON.readValue(body, SendProblem.class)));
        StompFrameHandler ticks = SpringStomp.handler((_, body) -> tick.accept(JSON.readValue(body, StatusTick.class)));
        StompFrameHandler messages = SpringStomp.handler((headers, body) ->
                message.accept(JSON.readValue(body, ChatMessage.class).with(headers)));
        subscribe("/user/queue/errors", "auto", problems, patience);
        subscribe("/user/queue/status", "auto", ticks, patience);
        subscribe("/user/queue/messages", ackMode, messages, patience);
    }

    private void subscribe(String destination, String ackMode, StompFrameHandler handler, Duration patience) {
        StompHeaders headers = new StompHeaders();
        headers.setDestination(destination);
        headers.setAck(ackMode);
        SpringStomp.receipt(session.subscribe(headers, handler))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Hears of ERROR frames, before and after CONNECTED, and of the end of the connection. */
    private final class Handler extends StompSessionHandlerAdapter {

        @Override
        public Type getPayloadType(StompHeaders headers) {
            return byte[].class;
        }

        @Override
        public void handleFrame(StompHeaders headers, @Nullable Object payload) {
            String reason = headers.getFirst("message");
            String body = payload == null ? "" : new String((byte[]) payload, StandardCharsets.UTF_8);
            error.complete(reason == null ? body : reason);
        }

        @Override
        public void handleException(
                StompSession failed,
                @Nullable StompCommand command,
                StompHeaders headers,
                byte[] payload,
                Throwable exception) {
            error.complete("this client cannot read " + command + ": " + exception);
        }

        @Override
        public void handleTransportError(StompSession failed, Throwable exception) {
            if (exception instanceof ConnectionLostException) {
                closed.complete(null);
            }
        }
    }
}

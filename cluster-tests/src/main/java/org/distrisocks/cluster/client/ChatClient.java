package org.distrisocks.cluster.client;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.ConnectionLostException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** One STOMP session of one user on one pod. Safe for use by many threads. */
public final class ChatClient implements AutoCloseable {

    private static final int SIZE_LIMIT = 256 * 1024;
    private static final long PATIENCE_SECONDS = 30;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final WebSocketStompClient SPRING = springClient();

    private final Received<ChatMessage> messages = new Received<>("message");
    private final Received<StatusTick> ticks = new Received<>("tick");
    private final Received<SendProblem> problems = new Received<>("problem");
    private final CompletableFuture<String> error = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final StompSession session;

    private ChatClient(String url, StompHeaders connect) {
        connect.setHeartbeat(new long[] {10_000, 10_000});
        CompletableFuture<StompSession> connected =
                SPRING.connectAsync(url, new WebSocketHttpHeaders(), connect, new Handler());
        try {
            session = connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            // Here, and not in afterConnected: Spring ends the future before it calls that.
            session.setAutoReceipt(true);
        } catch (ExecutionException refused) {
            if (error.isDone()) {
                throw new StompErrorException(error.join());
            }
            throw new IllegalStateException("cannot connect to " + url, refused.getCause());
        } catch (TimeoutException silent) {
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
        client.subscribe("/user/queue/errors", SendProblem.class, client.problems::add);
        client.subscribe("/user/queue/status", StatusTick.class, client.ticks::add);
        client.subscribe("/user/queue/messages", ChatMessage.class, client.messages::add);
        return client;
    }

    /**
     * Connects with these headers in CONNECT and subscribes to nothing.
     *
     * @throws StompErrorException if the server answers ERROR
     */
    public static ChatClient open(String url, Map<String, String> headers) {
        StompHeaders connect = new StompHeaders();
        headers.forEach(connect::set);
        return new ChatClient(url, connect);
    }

    /** Sends a text under a new client id. Returns at once. */
    public Sent send(String receiver, String text) {
        String clientId = UUID.randomUUID().toString();
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
        StompHeaders headers = new StompHeaders();
        headers.setDestination(destination);
        headers.set("content-type", "application/json");
        synchronized (session) {
            return receipt(session.send(headers, body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Subscribes to any destination and throws away what comes; the future ends with the RECEIPT. */
    public CompletableFuture<Void> subscribe(String destination) {
        return receipt(session.subscribe(destination, handler(payload -> {})));
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

    /** DISCONNECT. May be called again. */
    @Override
    public void close() {
        if (session.isConnected()) {
            session.disconnect();
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

    private <T> void subscribe(String destination, Class<T> type, Consumer<T> receiver) {
        StompFrameHandler handler = handler(payload -> receiver.accept(JSON.readValue(payload, type)));
        receipt(session.subscribe(destination, handler))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static CompletableFuture<Void> receipt(StompSession.Receiptable frame) {
        CompletableFuture<Void> receipt = new CompletableFuture<>();
        frame.addReceiptTask(() -> receipt.complete(null));
        frame.addReceiptLostTask(
                () -> receipt.completeExceptionally(new TimeoutException("no receipt " + frame.getReceiptId())));
        return receipt;
    }

    private static StompFrameHandler handler(Consumer<byte[]> receiver) {
        return new StompFrameHandler() {
            @Override
            public Type getPayloadType(StompHeaders headers) {
                return byte[].class;
            }

            @Override
            public void handleFrame(StompHeaders headers, @Nullable Object payload) {
                receiver.accept(payload == null ? new byte[0] : (byte[]) payload);
            }
        };
    }

    private static WebSocketStompClient springClient() {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        container.setDefaultMaxTextMessageBufferSize(SIZE_LIMIT);
        container.setDefaultMaxBinaryMessageBufferSize(SIZE_LIMIT);
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(1);
        scheduler.setDaemon(true);
        scheduler.setThreadNamePrefix("stomp-timer-");
        scheduler.initialize();
        WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient(container));
        client.setInboundMessageSizeLimit(SIZE_LIMIT);
        client.setOutboundMessageSizeLimit(SIZE_LIMIT);
        client.setTaskScheduler(scheduler);
        client.setReceiptTimeLimit(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return client;
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

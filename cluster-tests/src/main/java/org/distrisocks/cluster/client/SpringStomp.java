package org.distrisocks.cluster.client;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** Spring's STOMP client, one for all sessions of this JVM. */
final class SpringStomp {

    private static final int SIZE_LIMIT = 256 * 1024;
    private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(30);

    static final WebSocketStompClient CLIENT = client();

    private SpringStomp() {}

    /** Ends with the RECEIPT of a frame; fails if there is none within 30 s. */
    static CompletableFuture<Void> receipt(StompSession.Receiptable frame) {
        CompletableFuture<Void> receipt = new CompletableFuture<>();
        frame.addReceiptTask(() -> receipt.complete(null));
        frame.addReceiptLostTask(
                () -> receipt.completeExceptionally(new TimeoutException("no receipt " + frame.getReceiptId())));
        return receipt;
    }

    static StompFrameHandler handler(BiConsumer<StompHeaders, byte[]> receiver) {
        return new StompFrameHandler() {
            @Override
            public Type getPayloadType(StompHeaders headers) {
                return byte[].class;
            }

            @Override
            public void handleFrame(StompHeaders headers, @Nullable Object payload) {
                receiver.accept(headers, payload == null ? new byte[0] : (byte[]) payload);
            }
        };
    }

    private static WebSocketStompClient client() {
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
        client.setReceiptTimeLimit(RECEIPT_LIMIT.toMillis());
        return client;
    }
}

package org.distrisocks.cluster.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.client.StompErrorException;
import org.springframework.core.SpringVersion;

/** Spring's {@code WebSocketStompClient}, by {@link ChatClient}. */
final class SpringClient implements ThirdPartyClient {

    private static final long RECEIPT_LIMIT_SECONDS = 20;
    private static final long CLOSE_LIMIT_SECONDS = 120;
    private static final Duration BACK_LIMIT = Duration.ofSeconds(90);
    /** The last one has 60 KB of UTF-8. */
    private static final List<String> TEXTS = IntStream.range(0, 20)
            .mapToObj(i -> i + " " + "✓".repeat(i < 19 ? 1 : 20_000))
            .toList();

    @Override
    public String name() {
        return "Spring WebSocketStompClient";
    }

    @Override
    public Transport transport() {
        return Transport.WEBSOCKET;
    }

    @Override
    public Optional<String> lack() {
        return Optional.empty();
    }

    @Override
    public void takeSteps(Errand errand, Consumer<Seen> listener) throws Exception {
        String count = Integer.toString(TEXTS.size());
        tell(listener, Step.VERSION, String.valueOf(SpringVersion.getVersion()));
        tell(listener, Step.REFUSED, refusal(errand));
        ChatClient receiver = connect(errand, "client-individual");
        tell(listener, Step.PASSWORD, "CONNECTED");
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + errand.senderToken());
        try (ChatClient sender = ChatClient.open(errand.senderUrl(), bearer)) {
            tell(listener, Step.TOKEN, "CONNECTED");

            List<ChatClient.Sent> sent = TEXTS.stream()
                    .map(text -> sender.send(errand.receiver(), text))
                    .toList();
            sent.forEach(ChatClient.Sent::await);
            tell(listener, Step.RECEIPTS, count);

            List<ChatMessage> received = receiver.messages().next(TEXTS.size());
            assertThat(received).extracting(ChatMessage::payload).isEqualTo(TEXTS);
            tell(listener, Step.IN_ORDER, count);

            for (ChatMessage message : received) {
                receiver.ack(message).get(RECEIPT_LIMIT_SECONDS, TimeUnit.SECONDS);
            }
            tell(listener, Step.ACKS, count);

            receiver.closed().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
            tell(listener, Step.CLOSED, "connection lost");

            sender.send(errand.receiver(), "meanwhile").await();
            tell(listener, Step.SENT_MEANWHILE, "1");

            long begin = System.nanoTime();
            try (ChatClient again = await().ignoreExceptions()
                    .atMost(BACK_LIMIT)
                    .until(() -> connect(errand, "auto"), Objects::nonNull)) {
                tell(listener, Step.BACK, "by a new connect in " + millisecondsSince(begin) + " ms");
                assertThat(again.messages().next().payload()).isEqualTo("meanwhile");
                tell(listener, Step.CAUGHT_UP, "1");
            }
        }
    }

    private static String refusal(Errand errand) {
        long begin = System.nanoTime();
        Map<String, String> login = Map.of("login", errand.receiver(), "passcode", "wrong");
        StompErrorException refused =
                catchThrowableOfType(StompErrorException.class, () -> ChatClient.open(errand.receiverUrl(), login));
        assertThat(refused).as("the ERROR for a wrong password").isNotNull();
        return "ERROR: " + refused.getMessage() + "; ended in " + millisecondsSince(begin) + " ms";
    }

    private static ChatClient connect(Errand errand, String ackMode) {
        return ChatClient.connect(errand.receiverUrl(), errand.receiver(), TestPeople.PASSWORD, ackMode);
    }

    private static void tell(Consumer<Seen> listener, Step step, String saw) {
        listener.accept(new Seen(step, true, saw));
    }

    private static long millisecondsSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}

package org.distrisocks.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.observe.ObservedCluster.Observed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The spans of a message, from the SEND on one pod to the MESSAGE on the other, as a collector gets them. */
@ExtendWith(ObservedCluster.class)
class TracingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STATE = "vendor=of-the-client";

    private final Cluster cluster;
    private final OtlpReceiver receiver;
    private final TestPeople people;
    private String alice = "";
    private String bob = "";

    TracingIT(Observed observed) {
        this.cluster = observed.cluster();
        this.receiver = observed.receiver();
        this.people = new TestPeople(cluster);
    }

    @BeforeEach
    void register() {
        alice = people.register("alice");
        bob = people.register("bob");
    }

    @Test
    void goesOnWithTheTraceOfTheClientOverTwoPods() throws Exception {
        String trace = random(16);
        String client = random(8);
        try (ChatClient from = people.connect(alice, cluster.pod(0));
                ChatClient to = people.connect(bob, cluster.pod(1))) {
            send(from, Map.of("traceparent", "00-" + trace + "-" + client + "-01", "tracestate", STATE));

            ChatMessage message = to.messages().next();

            ToldSpan send = told(trace, "SEND");
            ToldSpan publish = told(trace, "publish");
            ToldSpan deliver = told(trace, "deliver");
            assertThat(send.parent()).isEqualTo(client);
            assertThat(publish.parent()).isEqualTo(send.id());
            assertThat(deliver.parent()).isEqualTo(publish.id());
            assertThat(List.of(send.pod(), publish.pod(), deliver.pod())).containsExactly("pod-0", "pod-0", "pod-1");
            assertThat(receiver.spansOf(trace))
                    .hasSize(3)
                    .extracting(span -> span.tags().get("message_id"))
                    .containsOnly(message.messageId());
            assertThat(message.traceparent()).isEqualTo("00-" + trace + "-" + deliver.id() + "-01");
            assertThat(message.tracestate()).isEqualTo(STATE);
        }
    }

    @Test
    void goesOnWithItFromTheInbox() throws Exception {
        String trace = random(16);
        try (ChatClient from = people.connect(alice, cluster.pod(0))) {
            send(from, Map.of("traceparent", "00-" + trace + "-" + random(8) + "-01"));
        }
        try (ChatClient to = people.connect(bob, cluster.pod(1))) {
            ChatMessage message = to.messages().next();

            ToldSpan deliver = told(trace, "deliver");
            assertThat(deliver.parent()).isEqualTo(told(trace, "SEND").id());
            assertThat(message.traceparent()).isEqualTo("00-" + trace + "-" + deliver.id() + "-01");
        }
    }

    @Test
    void beginsATraceForAClientThatHasNone() throws Exception {
        try (ChatClient from = people.connect(alice, cluster.pod(0));
                ChatClient to = people.connect(bob, cluster.pod(1))) {
            send(from, Map.of());

            ToldSpan send = told(traceOf(to.messages().next()), "SEND");

            assertThat(send.parent()).isEmpty();
            assertThat(told(send.trace(), "deliver").pod()).isEqualTo("pod-1");
        }
    }

    @Test
    void passesOverWhatIsNoTraceparent() throws Exception {
        try (ChatClient from = people.connect(alice, cluster.pod(0));
                ChatClient to = people.connect(bob, cluster.pod(1))) {
            send(from, Map.of("traceparent", "00-" + "0".repeat(32) + "-none", "tracestate", STATE));

            ChatMessage message = to.messages().next();

            assertThat(told(traceOf(message), "SEND").parent()).isEmpty();
            assertThat(message.tracestate())
                    .as("of a trace that is not gone on with")
                    .isNull();
        }
    }

    @Test
    void leavesATraceAloneThatIsNotSampled() throws Exception {
        String trace = random(16);
        String unsampled = "00-" + trace + "-" + random(8) + "-00";
        try (ChatClient from = people.connect(alice, cluster.pod(0));
                ChatClient to = people.connect(bob, cluster.pod(1))) {
            send(from, Map.of("traceparent", unsampled));
            send(from, Map.of());

            assertThat(to.messages().next().traceparent()).isEqualTo(unsampled);
            told(traceOf(to.messages().next()), "deliver");
            assertThat(receiver.spansOf(trace)).isEmpty();
        }
    }

    @Test
    void tellsWhyASendIsRefused() throws Exception {
        String trace = random(16);
        bob = "nobody-" + random(4);
        try (ChatClient from = people.connect(alice, cluster.pod(0))) {
            var _ = from.sendTo(
                    "/app/messages", body(), Map.of("traceparent", "00-" + trace + "-" + random(8) + "-01"));
            from.problems().next();

            assertThat(told(trace, "SEND").tags()).containsEntry("problem", "urn:distrisocks:problem:unknown-receiver");
        }
    }

    private void send(ChatClient from, Map<String, String> headers) {
        from.sendTo("/app/messages", body(), headers)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private String body() {
        return "{\"receiver_id\":\"%s\",\"payload\":\"hi\"}".formatted(bob);
    }

    private ToldSpan told(String trace, String name) {
        await().atMost(PATIENCE)
                .until(() -> receiver.spansOf(trace).stream()
                        .anyMatch(span -> span.name().equals(name)));
        return receiver.spansOf(trace).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String traceOf(ChatMessage message) {
        assertThat(message.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        return Objects.requireNonNull(message.traceparent()).substring(3, 35);
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        RandomGenerator.getDefault().nextBytes(id);
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }
}

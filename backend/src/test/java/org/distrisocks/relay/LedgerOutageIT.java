package org.distrisocks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.distrisocks.RealPod;
import org.distrisocks.RealServices;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessageStore;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.MessagingException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * No status is lost while PostgreSQL is away: the ledger takes its batch again until the rows have moved. The outage is so
 * long, and each attempt so short, that a consumer which gives up after ten attempts has given up by then.
 */
@DirtiesContext
@TestPropertySource(
        properties = {"distrisocks.pod.id=backend-it-outage", "spring.datasource.hikari.connection-timeout=250"})
@SuppressWarnings("NullAway.Init")
class LedgerOutageIT extends RealPod {

    private static final Duration OUTAGE = Duration.ofSeconds(8);

    @Autowired
    private MessageStore store;

    @Autowired
    private StreamBridge bridge;

    @Autowired
    private StatusPublisher statuses;

    @Autowired
    private KafkaGate gate;

    @Autowired
    private MeterRegistry meters;

    private UserId alice;
    private UserId bob;

    @BeforeEach
    void register() {
        alice = user("alice");
        bob = user("bob");
    }

    @Test
    void promise1RecordsInPostgresWhatKafkaDoesNotTake() throws Exception {
        MessageId message = stored();
        CompletableFuture<StatusOutcome> outcome = new CompletableFuture<>();

        gate.refused(SharedTopics.STATUSES, new MessagingException("as if Kafka were away"));
        statuses.delivered(List.of(message), outcome::complete);

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(StatusOutcome.RECORDED);
        assertThat(status(message)).isEqualTo(2);
    }

    /** A producer gives up what it has taken. */
    @Test
    void promise1RecordsInPostgresWhatKafkaDoesNotAcknowledge() throws Exception {
        MessageId message = stored();
        StatusReport report = statuses.toRecord(delivered(message)).getPayload();

        gate.onError(new ProducerRecord<>(SharedTopics.STATUSES, report), null, new TimeoutException("as if"));

        await().until(() -> status(message) == 2);
    }

    @Test
    void movesAllRowsWhenPostgresIsBack() {
        List<MessageId> messages =
                IntStream.range(0, 50).mapToObj(_ -> stored()).toList();
        MessageId lost = stored();
        CompletableFuture<StatusOutcome> withoutBoth = new CompletableFuture<>();
        DevService postgres = RealServices.services().postgres();
        postgres.stop();
        try {
            gate.refused(SharedTopics.STATUSES, new MessagingException("as if Kafka were away too"));
            statuses.delivered(List.of(lost), withoutBoth::complete);
            double failed = failedAttempts();
            messages.forEach(this::tellDelivered);
            await().pollDelay(OUTAGE).atMost(Duration.ofSeconds(30)).until(() -> failedAttempts() > failed + 3);
            assertThat(withoutBoth).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(StatusOutcome.LOST);
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .untilAsserted(() -> assertThat(messages).allMatch(message -> status(message) == 2));
    }

    /** By a pod of its own each, so that every reader of the topic has some. */
    private void tellDelivered(MessageId message) {
        bridge.send(RelayBindings.STATUSES, statuses.toRecord(delivered(message)));
    }

    private static StatusEvent delivered(MessageId message) {
        return new StatusEvent(
                StatusEvent.Type.SET_STATUS_TO_DELIVERED,
                List.of(message),
                new PodId("pod-of-" + message),
                Instant.now(),
                null);
    }

    private MessageId stored() {
        Stored stored =
                (Stored) store.store(List.of(message(alice, bob, null, "hi"))).getFirst();
        return stored.message().id();
    }

    private double failedAttempts() {
        return meters.get("hikaricp.connections.timeout")
                .tag("pool", "statuses")
                .counter()
                .count();
    }
}

package org.distrisocks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.distrisocks.RealPod;
import org.distrisocks.RealServices;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessageStore;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.dao.DataAccessException;
import org.springframework.test.context.TestPropertySource;

/**
 * No status is lost while PostgreSQL is away: the ledger takes its batch again until the rows have moved. The outage is so
 * long, and each attempt so short, that a consumer which gives up after ten attempts has given up by then.
 */
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
    private MeterRegistry meters;

    @Test
    void movesAllRowsWhenPostgresIsBack() {
        UserId alice = user("alice");
        UserId bob = user("bob");
        List<MessageId> messages = IntStream.range(0, 50)
                .mapToObj(i -> message(alice, bob, "c" + i, "hi"))
                .map(message -> ((Stored) store.store(List.of(message)).getFirst())
                        .message()
                        .id())
                .toList();
        DevService postgres = RealServices.services().postgres();
        postgres.stop();
        try {
            double failed = failedAttempts();
            messages.forEach(this::tellDelivered);
            await().pollDelay(OUTAGE).atMost(Duration.ofSeconds(30)).until(() -> failedAttempts() > failed + 3);
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .untilAsserted(() -> assertThat(messages).allMatch(message -> status(message) == 2));
    }

    /** By a pod of its own each, so that every reader of the topic has some. */
    private void tellDelivered(MessageId message) {
        StatusEvent event = new StatusEvent(
                StatusEvent.Type.SET_STATUS_TO_DELIVERED,
                List.of(message),
                new PodId("pod-of-" + message),
                Instant.now(),
                null);
        bridge.send(RelayBindings.STATUSES, StatusPublisher.toRecord(event, List.of()));
    }

    private double failedAttempts() {
        return meters.get("hikaricp.connections.timeout").counter().count();
    }
}

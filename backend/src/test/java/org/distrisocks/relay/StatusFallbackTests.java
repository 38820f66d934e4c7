package org.distrisocks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodId;
import org.distrisocks.metrics.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(30)
class StatusFallbackTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();
    private static final int BOUND = 50_000;

    private final CountDownLatch ledgerAnswers = new CountDownLatch(1);
    private final AtomicInteger refusals = new AtomicInteger();
    private final Queue<StatusEvent> recorded = new ConcurrentLinkedQueue<>();
    private final Queue<StatusOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final StatusFallback fallback = new StatusFallback(
            this::receive,
            new Counters(new SimpleMeterRegistry()),
            new RelayProperties(1, 12, Duration.ZERO, 1, Duration.ofHours(1), Duration.ofDays(7)));

    @AfterEach
    void close() throws InterruptedException {
        ledgerAnswers.countDown();
        fallback.close();
    }

    @Test
    void triesAgainWhatTheLedgerDoesNotTakeAtOnce() {
        ledgerAnswers.countDown();
        refusals.set(2);
        StatusReport report = report(1);

        report.refusedByKafka();

        await().until(() -> outcomes.contains(StatusOutcome.RECORDED));
        assertThat(recorded).containsExactly(report.event());
    }

    /** Its callers are threads of sockets and producers. */
    @Test
    void losesAtOnceWhatIsOverItsBoundAndHoldsUpNobody() {
        report(BOUND - 1).refusedByKafka();
        report(1).refusedByKafka();
        assertThat(outcomes).isEmpty();

        report(1).refusedByKafka();
        assertThat(outcomes).containsExactly(StatusOutcome.LOST);

        ledgerAnswers.countDown();
        await().until(() -> outcomes.size() == 3);
        report(BOUND).refusedByKafka();
        await().until(() -> outcomes.size() == 4);
        assertThat(outcomes).containsOnlyOnce(StatusOutcome.LOST);
    }

    /** By an exception and by its callback. */
    @Test
    void takesAReportOnceThoughTheProducerRefusesItTwice() throws InterruptedException {
        ledgerAnswers.countDown();
        StatusReport report = report(1);

        report.refusedByKafka();
        report.refusedByKafka();
        report.acknowledgedByKafka();
        fallback.close();

        assertThat(outcomes).containsExactly(StatusOutcome.RECORDED);
        assertThat(recorded).hasSize(1);
    }

    private StatusReport report(int messages) {
        List<MessageId> ids = Collections.nCopies(messages, IDS.next());
        StatusEvent event =
                new StatusEvent(StatusEvent.Type.SET_STATUS_TO_DELIVERED, ids, new PodId("pod-0"), Instant.now(), null);
        return new StatusReport(event, List.of(outcomes::add), fallback::accept);
    }

    private void receive(List<StatusEvent> events, boolean tellAgain) {
        try {
            ledgerAnswers.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
        if (refusals.getAndDecrement() > 0) {
            throw new DataAccessResourceFailureException("as the test wants it");
        }
        recorded.addAll(events);
    }
}

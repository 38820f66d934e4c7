package org.distrisocks.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.distrisocks.metrics.Counted;
import org.distrisocks.metrics.Counters;
import org.distrisocks.schedule.Lane;
import org.distrisocks.schedule.Lane.BatchLimit;
import org.distrisocks.schedule.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Hands the reports that Kafka does not take to the ledger of this pod, in batches, on a thread of its own. While PostgreSQL
 * does not answer either, a report is tried again for some seconds and then lost; so is what is over the bound.
 */
@Component
class StatusFallback {

    private static final Logger log = LoggerFactory.getLogger(StatusFallback.class);

    /** Messages whose reports may wait: some 10 MB. */
    private static final int CAPACITY = 50_000;

    /** Reports of one batch; the ledger updates 1,000 rows by one statement. */
    private static final int MAX_BATCH = 1_000;

    /** A client that awaits the RECEIPT of its ACK learns by then that there is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final StatusEventReceiver ledger;
    private final Counters counters;
    private final Lane<Waiting> lane;
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Known to the thread of the lane alone; an outage is logged once. */
    private boolean failing;

    StatusFallback(StatusEventReceiver ledger, Counters counters, RelayProperties properties) {
        this.ledger = ledger;
        this.counters = counters;
        this.lane = new Lane<>(
                "status-fallback",
                CAPACITY,
                BatchLimit.ofItems(MAX_BATCH),
                new Pace(properties.statusPace()),
                this::write);
    }

    /** Returns at once. */
    void accept(StatusReport report) {
        int messages = report.messages();
        boolean fits = waiting.addAndGet(messages) <= CAPACITY;
        if (isClosing() || !fits || !lane.offer(new Waiting(report, System.nanoTime()))) {
            end(List.of(report), StatusOutcome.LOST);
        }
    }

    /** Tries once more what waits. What comes from now on is lost. */
    void close() throws InterruptedException {
        closing.countDown();
        lane.close();
    }

    private void write(List<Waiting> batch) {
        List<Waiting> left = batch;
        while (!left.isEmpty()) {
            // Read before the attempt: one that began before close() is followed by a last one.
            boolean isLastTry = isClosing();
            StatusOutcome outcome = tryToWrite(reports(left));
            boolean isLast = outcome == StatusOutcome.RECORDED || isLastTry;
            Map<Boolean, List<Waiting>> byEnd =
                    left.stream().collect(Collectors.partitioningBy(report -> isLast || report.isOver()));
            end(reports(byEnd.getOrDefault(true, List.of())), outcome);
            left = byEnd.getOrDefault(false, List.of());
            if (!left.isEmpty()) {
                pause();
            }
        }
    }

    private StatusOutcome tryToWrite(List<StatusReport> reports) {
        try {
            ledger.receive(reports.stream().map(StatusReport::event).toList(), false);
            failing = false;
            return StatusOutcome.RECORDED;
        } catch (DataAccessException unreachable) {
            if (!failing) {
                log.warn("neither Kafka nor PostgreSQL takes status events: {}", unreachable.getMessage());
            }
            failing = true;
        } catch (RuntimeException bug) {
            log.error("{} status events could not be recorded", reports.size(), bug);
        }
        return StatusOutcome.LOST;
    }

    private void end(List<StatusReport> reports, StatusOutcome outcome) {
        int messages = reports.stream().mapToInt(StatusReport::messages).sum();
        waiting.addAndGet(-messages);
        counters.add(
                switch (outcome) {
                    case RECORDED -> Counted.STATUSES_DIRECT;
                    case LOST -> Counted.STATUSES_LOST;
                },
                messages);
        reports.forEach(report -> report.end(outcome));
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Until the next try, which comes at once when the pod stops. */
    private void pause() {
        try {
            if (closing.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                log.debug("the last try, since the pod stops");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<StatusReport> reports(List<Waiting> all) {
        return all.stream().map(Waiting::report).toList();
    }

    private record Waiting(StatusReport report, long since) {

        boolean isOver() {
            return System.nanoTime() - since >= PATIENCE.toNanos();
        }
    }
}

package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis and PostgreSQL away under load (DESIGN §8); a flush of Redis is in {@link BreakageIT}. */
@FaultTest
class StorageFaultsIT {

    private static final int RATE = 100;

    private final FaultCluster cluster;

    StorageFaultsIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void deliversWithoutRedis() {
        survivesWithReceipts("Redis stopped", cluster.redis()::stop, cluster.redis()::start);
    }

    @Test
    @Tag("long")
    void deliversWhenRedisStandsStill() {
        survivesWithReceipts("Redis frozen", cluster.redis()::pause, cluster.redis()::resume);
    }

    @Test
    void tellsOfPostgresThatIsStoppedAndTakesEachMessageOnce() {
        tellsOfPostgres("PostgreSQL stopped", Timings.LONG_OUTAGE, cluster.postgres()::stop, cluster.postgres()::start);
    }

    @Test
    @Tag("long")
    void tellsOfPostgresThatIsKilledAndTakesEachMessageOnce() {
        tellsOfPostgres("PostgreSQL killed", Timings.OUTAGE, cluster.postgres()::kill, cluster.postgres()::start);
    }

    private void survivesWithReceipts(String name, Runnable fault, Runnable end) {
        try (Traffic traffic = cluster.traffic().start()) {
            traffic.rate(RATE);
            traffic.runFor(Duration.ofSeconds(1));
            fault.run();
            long down = System.nanoTime();
            traffic.runFor(Timings.OUTAGE);
            int receipts = traffic.history().receiptsBetween(down, System.nanoTime());
            end.run();
            traffic.runFor(Duration.ofSeconds(2));

            Verdict verdict = traffic.settle();
            System.out.printf("%s, %d RECEIPTs in %d s: %s%n", name, receipts, Timings.OUTAGE.toSeconds(), verdict);
            assertThat(receipts).as("RECEIPTs go on").isGreaterThan((int) (RATE * Timings.OUTAGE.toSeconds() / 2));
            assertThat(verdict.faults()).isEmpty();
        }
    }

    private void tellsOfPostgres(String name, Duration outage, Runnable fault, Runnable end) {
        try (Traffic traffic = cluster.traffic().window(20).start()) {
            traffic.rate(100);
            traffic.runFor(Duration.ofSeconds(1));
            long down = System.nanoTime();
            fault.run();
            traffic.runFor(outage);
            assertThat(traffic.history().problems())
                    .as("what senders are told")
                    .containsExactly("urn:distrisocks:problem:storage-unavailable");
            assertThat(traffic.history().closedBetween(down, System.nanoTime()))
                    .as("sessions that ended: live ones stay")
                    .isZero();
            end.run();
            await().atMost(Duration.ofSeconds(60)).until(() -> traffic.awaitReceipts(Duration.ofSeconds(1)));

            Verdict verdict = traffic.settle();
            System.out.printf("%s for %d s: %s%n", name, outage.toSeconds(), verdict);
            assertThat(verdict.faults()).isEmpty();
        }
    }
}

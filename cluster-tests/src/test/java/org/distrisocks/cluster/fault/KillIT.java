package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.distrisocks.cluster.fault.agent.FailPoint;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pods that die, or stand still, in the middle of their work. */
@FaultTest
class KillIT {

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    /** Most points are passed once for a batch, not for a message. */
    private static final int HITS = 5;

    /** One of the sender's way, two of the receiver's. */
    private static final EnumSet<FailPoint> SOME_POINTS =
            EnumSet.of(FailPoint.AFTER_INSERT, FailPoint.AFTER_CONSUME, FailPoint.AFTER_WRITE);

    private final FaultCluster cluster;

    KillIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void losesNothingThatWaitsInTheTopicOfAKilledPod() {
        try (Traffic traffic =
                cluster.traffic().pairs(10).window(1_000).from(0).to(1).start()) {
            cluster.pod(1).pause();
            traffic.send(5_000);
            assertThat(traffic.awaitReceipts(Duration.ofSeconds(60))).isTrue();
            Set<String> waiting = traffic.history().unseen();
            assertThat(waiting).hasSize(5_000);

            long killed = System.nanoTime();
            cluster.pod(1).kill();
            assertThat(traffic.awaitSeen(waiting, Duration.ofSeconds(60))).isTrue();
            Recovery recovery = Recovery.of(traffic.history(), killed, waiting);
            System.out.println("kill -9 with 5,000 in the topic: " + recovery);
            assertThat(recovery.worst()).isLessThanOrEqualTo(RECOVERY);
            assertThat(traffic.settle().faults()).isEmpty();
        }
    }

    /** First the others take over, then the same id comes back with a new epoch. */
    @Test
    void losesNothingOfAPodThatIsKilledUnderLoadNorWhenItStartsAgain() {
        try (Traffic traffic = cluster.traffic().pairs(12).start()) {
            traffic.rate(300);
            traffic.runFor(Duration.ofSeconds(2));
            Set<String> before = traffic.history().acknowledged();
            long killed = System.nanoTime();
            cluster.pod(1).kill();
            traffic.runFor(Duration.ofSeconds(4));
            assertThat(traffic.awaitSeen(before, RECOVERY)).isTrue();
            System.out.println("kill -9 under load: " + Recovery.of(traffic.history(), killed, before));

            traffic.rate(50);
            cluster.pod(1).start();
            traffic.runFor(Duration.ofSeconds(2));
            assertThat(traffic.settle().faults()).isEmpty();
        }
    }

    /** All pods, each at another point; those that live longer take over from those that have died. */
    @Test
    void losesNothingWhereverPodsDie() {
        assertNothingIsLostAt(SOME_POINTS);
    }

    @Test
    @Tag("long")
    void losesNothingWhereverElsePodsDie() {
        assertNothingIsLostAt(EnumSet.complementOf(SOME_POINTS));
    }

    private void assertNothingIsLostAt(Set<FailPoint> some) {
        List<FailPoint> points = List.copyOf(some);
        assertThat(points).as("one for each pod").hasSameSizeAs(cluster.pods());
        try (Traffic traffic = cluster.traffic().pairs(6).start()) {
            // Before the traffic: a pod under load dies before it has answered that it took the hook.
            for (int pod = 0; pod < points.size(); pod++) {
                points.get(pod).kill(HITS).into(cluster.pod(pod));
            }
            traffic.rate(200);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> cluster.pods().stream().noneMatch(PodProcess::isAlive));
            traffic.rate(50);
            cluster.heal();
            traffic.runFor(Duration.ofSeconds(2));

            Verdict verdict = traffic.settle();
            System.out.printf("pods killed at %s: %s%n", points, verdict);
            assertThat(verdict.faults()).as("pods killed at " + points).isEmpty();
        }
    }

    /** Longer than the lease: others take the pod for dead, and then it is not. */
    @Test
    @Tag("long")
    void losesNothingOfAPodThatIsFrozenLongerThanItsLease() {
        try (Traffic traffic = cluster.traffic().pairs(6).start()) {
            traffic.rate(100);
            traffic.runFor(Duration.ofSeconds(1));
            cluster.pod(1).pause();
            traffic.runFor(Timings.LEASE.plusSeconds(1));
            cluster.pod(1).resume();
            traffic.runFor(Duration.ofSeconds(2));

            assertThat(traffic.settle().faults()).isEmpty();
        }
    }
}

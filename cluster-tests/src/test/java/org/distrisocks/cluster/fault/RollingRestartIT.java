package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every pod stopped in good order and started again, one after the other, under load. */
@Tag("long")
@FaultTest
class RollingRestartIT {

    private final FaultCluster cluster;

    RollingRestartIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void losesNothingInARollingRestart() {
        try (Traffic traffic = cluster.traffic().pairs(20).start()) {
            traffic.rate(50);
            traffic.runFor(Duration.ofSeconds(1));
            long begin = System.nanoTime();
            for (PodProcess pod : cluster.pods()) {
                pod.stop();
                pod.start();
            }
            traffic.runFor(Duration.ofSeconds(2));

            Verdict verdict = traffic.settle();
            System.out.printf(
                    "rolling restart of three pods with 40 sessions: peak %d reconnects/s; %s%n",
                    traffic.history().peakOpensPerSecond(begin), verdict);
            assertThat(verdict.faults()).isEmpty();
        }
    }
}

package org.distrisocks.cluster.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.distrisocks.cluster.fault.FaultCluster;
import org.distrisocks.cluster.fault.Recovery;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults one after another under traffic, each with users of its own: {@code ./verify --repeat 1 ChaosIT -Dminutes=30}. The
 * seed is printed; {@code -Dseed=} draws the same faults, pods and times again.
 */
@Tag("long")
class ChaosIT {

    private static final Path TABLE = Path.of("target", "chaos-table.md");
    private static final int PODS = 3;
    private static final int PAIRS = 8;
    private static final int RATE = 100;

    @Test
    void keepsEveryPromiseUnderOneFaultAfterAnother() throws Exception {
        double minutes = Double.parseDouble(System.getProperty("minutes", "3"));
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.printf("chaos for %s minutes: -Dseed=%d%n", minutes, seed);
        Random random = new Random(seed);
        List<Fault> faults = Fault.all();
        ChaosTable table = new ChaosTable();
        try (FaultCluster cluster = FaultCluster.start(PODS)) {
            long end = System.nanoTime() + (long) (minutes * 60e9);
            do {
                Fault fault = Fault.drawnBy(random, faults);
                int pod = random.nextInt(PODS);
                Duration length = Duration.ofMillis(2_000 + random.nextInt(13_000));
                run(cluster, fault, pod, length, table);
            } while (System.nanoTime() < end);
        } finally {
            String text = table.toMarkdown();
            System.out.printf("chaos, -Dseed=%d%n%s", seed, text);
            Files.createDirectories(TABLE.toAbsolutePath().getParent());
            Files.writeString(TABLE, text);
        }
        assertThat(table.faults()).isEmpty();
    }

    private static void run(FaultCluster cluster, Fault fault, int pod, Duration length, ChaosTable table) {
        try (Traffic traffic = cluster.traffic().pairs(PAIRS).window(100).start()) {
            traffic.rate(RATE);
            traffic.runFor(Duration.ofSeconds(1));
            fault.begin().accept(cluster, pod);
            traffic.runFor(length);
            fault.end().accept(cluster, pod);
            long ended = System.nanoTime();
            Set<String> before = traffic.history().acknowledged();
            traffic.runFor(Duration.ofSeconds(2));

            Verdict verdict = traffic.settle(Duration.ofSeconds(60));
            Recovery recovery = Recovery.of(traffic.history(), ended, before);
            System.out.printf(
                    "%s (pod %d, %.1f s): %s; %s%n", fault.name(), pod, length.toMillis() / 1e3, recovery, verdict);
            table.add(fault.name(), verdict, recovery.worst());
        } finally {
            cluster.heal();
        }
    }
}

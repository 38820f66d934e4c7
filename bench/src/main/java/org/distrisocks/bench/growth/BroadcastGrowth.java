package org.distrisocks.bench.growth;

import java.time.Duration;
import java.util.Arrays;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.floor.KafkaFloor;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.devservices.embedded.EmbeddedHome;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;

/**
 * What an envelope would cost if it went to all pods and not to the receiver's: one record that everyone fetches. At its best: in
 * batches as large as can be, and no reader looks into what it has fetched.
 */
final class BroadcastGrowth {

    /** Until then the compilers of both JVMs have most of their work behind them. */
    private static final Duration COMPILED = Duration.ofSeconds(30);

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    /** The best of them counts: what one load has written goes to the disk in the time of the next. */
    private static final int ROUNDS = 3;

    private BroadcastGrowth() {}

    /** @param pods the one number after the other, upwards; two at least */
    static void measure(int[] pods, Figures figures) throws InterruptedException {
        LoopbackPort port = LoopbackPort.reserve();
        try (EmbeddedHome home = EmbeddedHome.open(null);
                DevService kafka = home.kafkaProcess(port, null, true)) {
            kafka.start();
            ProcessTree broker = new ProcessTree(kafka.pid());
            int most = pods[pods.length - 1];
            floor(port, broker, most).measure(COMPILED, Duration.ZERO);
            double[] micros = new double[pods.length];
            Arrays.fill(micros, Double.MAX_VALUE);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < pods.length; i++) {
                    double once = floor(port, broker, pods[i])
                            .measure(WARM_UP, MEASURED)
                            .sum();
                    micros[i] = Math.min(micros[i], once);
                }
            }
            for (int i = 0; i < pods.length; i++) {
                figures.add(
                        "broadcast: CPU of Kafka and its clients, µs a record for all of %d pods".formatted(pods[i]),
                        micros[i]);
            }
            figures.add(
                    "broadcast: the same, µs for each further pod",
                    (micros[pods.length - 1] - micros[0]) / (most - pods[0]));
        }
    }

    private static KafkaFloor floor(LoopbackPort port, ProcessTree broker, int readers) {
        return new KafkaFloor(port.toString(), broker, readers);
    }
}

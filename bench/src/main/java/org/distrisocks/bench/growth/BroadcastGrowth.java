package org.distrisocks.bench.growth;

import java.time.Duration;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.floor.KafkaFloor;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.devservices.embedded.EmbeddedHome;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;

/**
 * What an envelope would cost if it went to all pods and not to the receiver's: one record that everyone fetches. At its best, since
 * no reader looks into what it has fetched.
 */
final class BroadcastGrowth {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    private BroadcastGrowth() {}

    /** @param pods the one number after the other, upwards */
    static void measure(int[] pods, Figures figures) throws InterruptedException {
        LoopbackPort port = LoopbackPort.free();
        try (EmbeddedHome home = EmbeddedHome.open(null);
                DevService kafka = home.kafkaProcess(port, null, true)) {
            kafka.start();
            ProcessTree broker = new ProcessTree(kafka.pid());
            double toOne = measure(port, broker, 1);
            figures.add("broadcast: CPU of Kafka and its clients, µs a record for one pod", toOne);
            for (int many : pods) {
                double toAll = measure(port, broker, many);
                figures.add("broadcast: the same for all of %d pods".formatted(many), toAll);
                figures.add("broadcast: to %d against to one".formatted(many), toAll / toOne);
            }
        }
    }

    private static double measure(LoopbackPort port, ProcessTree broker, int readers) throws InterruptedException {
        return KafkaFloor.measure(port.toString(), broker, readers, WARM_UP, MEASURED)
                .sum();
    }
}

package org.distrisocks.bench.growth;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.devservices.embedded.EmbeddedHome;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;

/** Kafka with a topic for each of very many pods: its start, and what a client has to be told. */
final class TopicGrowth {

    private static final int LOOKS = 20;

    private TopicGrowth() {}

    /**
     * @param topics one a pod
     * @param partitions of each
     */
    static void measure(int topics, int partitions, Figures figures) throws InterruptedException {
        LoopbackPort port = LoopbackPort.reserve();
        try (EmbeddedHome home = EmbeddedHome.open(null);
                DevService kafka = home.kafkaProcess(port, null, true)) {
            start(kafka, "without topics", figures);
            kafka.stop();
            start(kafka, "again without topics", figures);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", port.toString()))) {
                look(admin, "without topics", figures);
                long begin = System.nanoTime();
                admin.createTopics(IntStream.range(0, topics)
                                .mapToObj(pod -> new NewTopic("distrisocks-" + pod, partitions, (short) 1))
                                .toList())
                        .all()
                        .get();
                figures.add(
                        "topics: creating one of %d, ms".formatted(topics), (System.nanoTime() - begin) / 1e6 / topics);
                look(admin, "with " + topics + " topics", figures);
            } catch (ExecutionException refused) {
                throw new IllegalStateException("Kafka: " + refused.getMessage(), refused);
            }
            kafka.stop();
            start(kafka, "with " + topics + " topics of " + partitions + " partitions", figures);
            figures.add(
                    "topics: resident memory of Kafka with them, MiB",
                    new ProcessTree(kafka.pid()).residentBytes() / 1048576.0);
        }
    }

    private static void start(DevService kafka, String how, Figures figures) {
        long begin = System.nanoTime();
        kafka.start();
        figures.add("topics: start of Kafka " + how + ", s", (System.nanoTime() - begin) / 1e9);
        figures.add("topics: CPU of that start, " + how + ", s", new ProcessTree(kafka.pid()).cpuNanos() / 1e9);
    }

    /** The metadata of all topics, as a client asks for that subscribes by a pattern; the best of some. */
    private static void look(Admin admin, String how, Figures figures) throws ExecutionException, InterruptedException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            long begin = System.nanoTime();
            Collection<String> names = admin.listTopics().names().get();
            admin.describeTopics(List.copyOf(names)).allTopicNames().get();
            best = Math.min(best, (System.nanoTime() - begin) / 1e6);
        }
        figures.add("topics: metadata of all, " + how + ", ms", best);
    }
}

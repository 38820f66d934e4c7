package org.distrisocks.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.devservices.DevServicesOptions;

/**
 * {@code ./run latency}: the time from SEND on one pod to MESSAGE on the other, one message at a time, so that nothing
 * waits in a queue. Both clients are in this JVM and share its clock.
 */
public final class LatencyCommand {

    private static final int WARM_UP = 200;
    private static final String TEXT = "x".repeat(200);

    private LatencyCommand() {}

    public static void main(String... args) {
        LatencyOptions options;
        try {
            options = LatencyOptions.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println("latency: " + wrong.getMessage() + System.lineSeparator() + Usage.of("latency"));
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.println(Usage.of("latency"));
            return;
        }
        System.exit(RunCommand.untilStopped(() -> run(options)));
    }

    private static void run(LatencyOptions options) throws InterruptedException {
        Path logs = ProjectLayout.find().runFolder().resolveSibling("latency");
        Preflight.requireRoom(logs);
        RunLogs.begin(logs);
        Progress progress = new Progress(System.out);
        ClusterOptions two = new ClusterOptions(
                        2, 0, DevServicesOptions.fromSystemProperties(), Map.of(), logs, Duration.ofSeconds(6))
                .with("distrisocks.limits.enabled", "false");
        try (Cluster cluster = Cluster.start(two, progress::say);
                ChatClient alice = ChatClient.connect(cluster.pod(0).stompUrl(), "alice", "demo");
                ChatClient bob = ChatClient.connect(cluster.pod(1).stompUrl(), "bob", "demo")) {
            progress.say("warming up with " + WARM_UP + " messages");
            measure(alice, bob, WARM_UP);
            progress.say(
                    "measuring " + options.messages() + " messages of " + TEXT.length() + " octets, one at a time");
            Histogram nanos = measure(alice, bob, options.messages());
            progress.sayPlainly(String.format(
                    Locale.ROOT,
                    "SEND on pod-0 to MESSAGE on pod-1, %d messages: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms",
                    nanos.getTotalCount(),
                    nanos.getValueAtPercentile(50) / 1e6,
                    nanos.getValueAtPercentile(90) / 1e6,
                    nanos.getValueAtPercentile(99) / 1e6,
                    nanos.getMaxValue() / 1e6));
        }
    }

    private static Histogram measure(ChatClient from, ChatClient to, int messages) throws InterruptedException {
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        for (int i = 0; i < messages; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while measuring");
            }
            long begin = System.nanoTime();
            ChatClient.Sent sent = from.send("bob", TEXT);
            to.messages().nextThat(message -> sent.clientId().equals(message.clientId()));
            nanos.recordValue(System.nanoTime() - begin);
            // The tail of one message (its ticks) is not the head of the next.
            from.ticks().nextThat(tick -> tick.status().equals("DELIVERED"));
        }
        return nanos;
    }
}

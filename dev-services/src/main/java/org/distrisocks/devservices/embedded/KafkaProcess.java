package org.distrisocks.devservices.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probe;
import org.distrisocks.devservices.service.Probes;
import org.jspecify.annotations.Nullable;

/** {@link EmbeddedKafka} in a JVM of its own, so that it can be killed and frozen. It ends with this JVM. */
public final class KafkaProcess extends ChildService {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> QUICK_TO_START =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    /** What kafka-run-class.sh of Kafka 4 sets, and a heap that is there from the start. */
    private static final List<String> FAST = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final LoopbackPort port;
    private final LoopbackPort controllerPort = LoopbackPort.reserve();
    private final @Nullable KafkaDetour detour;
    private final boolean fast;

    KafkaProcess(Path directory, LoopbackPort port, @Nullable KafkaDetour detour, boolean fast, OwnerRecord record) {
        super(
                EmbeddedKafka.NAME,
                directory,
                directory.resolveSibling("kafka.log"),
                port,
                record,
                START_LIMIT,
                STOP_LIMIT);
        this.directory = directory;
        this.port = port;
        this.detour = detour;
        this.fast = fast;
    }

    @Override
    Probe probe() {
        return Probes.kafka(address());
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(fast ? FAST : QUICK_TO_START);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KafkaMain.class.getName(),
                directory.toString(),
                Integer.toString(port.number()),
                Integer.toString(controllerPort.number())));
        if (detour != null) {
            command.add(Integer.toString(detour.port().number()));
            command.add(Integer.toString(detour.advertised().number()));
        }
        return command;
    }
}

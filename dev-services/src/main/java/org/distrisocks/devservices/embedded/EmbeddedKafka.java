package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probes;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and controller in this JVM (KRaft, one node, no replicas).
 *
 * <p>Its log is as durable as Kafka's defaults make it: written to the file system at once and synced by the system.
 * Topics must be created; none comes into being by being written to.
 */
public final class EmbeddedKafka implements DevService {

    static final String NAME = "kafka";

    private static final int NODE = 1;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final LoopbackPort port;
    private final LoopbackPort controllerPort;
    private final @Nullable KafkaDetour detour;
    private @Nullable KafkaRaftServer server;

    EmbeddedKafka(Path directory, LoopbackPort port) {
        this(directory, port, LoopbackPort.reserve(), null);
    }

    /** @param detour a second way to it; null if there is none */
    EmbeddedKafka(Path directory, LoopbackPort port, LoopbackPort controllerPort, @Nullable KafkaDetour detour) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        this.detour = detour;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return port.toString();
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        port.requireFree(NAME);
        controllerPort.requireFree(NAME);
        try {
            format();
            startWithoutEndingTheJvm();
            Probes.kafka(address()).await(NAME, ANSWER_LIMIT, () -> true);
        } catch (Exception failure) {
            stop();
            throw DevServiceException.because(NAME, failure);
        }
    }

    @Override
    public synchronized void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Once for a directory; after that it keeps the cluster id it has. */
    private void format() throws Exception {
        Files.createDirectories(directory);
        try (PrintStream silence = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(silence)
                    .setClusterId(clusterId())
                    .setNodeId(NODE)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private String clusterId() throws IOException {
        Path formatted = directory.resolve("meta.properties");
        if (Files.notExists(formatted)) {
            return Uuid.randomUuid().toString();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(formatted)) {
            properties.load(reader);
        }
        return properties.getProperty("cluster.id");
    }

    /** A broker that cannot start calls {@link Exit}, which would take the tests of this JVM down with it. */
    private void startWithoutEndingTheJvm() {
        Exit.Procedure refusal = (status, message) -> {
            throw new IllegalStateException("the broker gave up with status " + status + ": " + message);
        };
        Exit.setExitProcedure(refusal);
        Exit.setHaltProcedure(refusal);
        try {
            server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
            server.startup();
        } finally {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "CLIENTS://" + port + ",CONTROLLER://" + controllerPort
                                + (detour == null ? "" : ",DETOUR://" + detour.port())),
                Map.entry(
                        "advertised.listeners",
                        "CLIENTS://" + port + (detour == null ? "" : ",DETOUR://" + detour.advertised())),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // One machine: a broker is up, and down, as soon as the next heartbeat says so.
                Map.entry("broker.heartbeat.interval.ms", "100"),
                // After a kill, the controller lets the broker back in only once its former session has run out;
                // shorter,
                // and it fences a living broker on a busy machine.
                Map.entry("broker.session.timeout.ms", "9000"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)));
    }
}

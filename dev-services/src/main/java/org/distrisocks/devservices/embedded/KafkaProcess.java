package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probes;
import org.jspecify.annotations.Nullable;

/** {@link EmbeddedKafka} in a JVM of its own, so that it can be killed and frozen. It ends with this JVM. */
public final class KafkaProcess implements DevService {

    private static final String NAME = EmbeddedKafka.NAME;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final Path log;
    private final LoopbackPort port;
    private final LoopbackPort controllerPort = LoopbackPort.free();
    private final @Nullable KafkaDetour detour;
    private final OwnerRecord record;
    private @Nullable ProcessIdentity process;

    /** Its standard input is what keeps it alive: it must not be collected, and so closed, while it runs. */
    private @Nullable Process handle;

    KafkaProcess(Path directory, LoopbackPort port, @Nullable KafkaDetour detour, OwnerRecord record) {
        this.directory = directory;
        this.log = directory.resolveSibling("kafka.log");
        this.port = port;
        this.detour = detour;
        this.record = record;
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
        if (process != null && process.isAlive()) {
            return;
        }
        port.requireFree(NAME);
        try {
            Files.createDirectories(directory);
            Process started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            handle = started;
            process = ProcessIdentity.of(started.pid()).orElse(null);
            record.child(NAME, process);
            Probes.kafka(address()).await(NAME, START_LIMIT, started::isAlive);
        } catch (IOException notRunnable) {
            throw DevServiceException.because(NAME, notRunnable);
        } catch (DevServiceException silent) {
            stop();
            throw new DevServiceException(NAME, "did not start: " + LogTail.reason(log), silent);
        }
    }

    @Override
    public synchronized void stop() {
        ProcessIdentity running = process;
        if (running == null) {
            return;
        }
        running.resume();
        if (!running.end(STOP_LIMIT)) {
            throw new DevServiceException(NAME, "process " + running.pid() + " cannot be ended");
        }
        process = null;
        handle = null;
        record.child(NAME, null);
    }

    @Override
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public synchronized void pause() {
        if (process != null) {
            process.pause();
        }
    }

    @Override
    public synchronized void resume() {
        if (process != null) {
            process.resume();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
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

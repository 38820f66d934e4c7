package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probes;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server as a child process, with the binary that embedded-redis carries.
 *
 * <p>It keeps an append-only file, synced each second: a restart finds the data of before, and a crash of the machine
 * costs one second of it.
 */
public final class EmbeddedRedis implements DevService {

    static final String NAME = "redis";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Path directory;
    private final LoopbackPort port;
    private final OwnerRecord record;
    private final String binary;
    private @Nullable ProcessIdentity process;

    EmbeddedRedis(Path directory, LoopbackPort port, OwnerRecord record) {
        this.directory = directory;
        this.port = port;
        this.record = record;
        this.binary = unpack(directory);
    }

    /**
     * Before anything is started side by side: a child that another thread forks while the binary is written would hold it
     * open, and Linux does not run a file that is open for writing ("Text file busy").
     */
    private static String unpack(Path directory) {
        try {
            Files.createDirectories(directory);
            return ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .getAbsolutePath();
        } catch (IOException notUnpacked) {
            throw DevServiceException.because(NAME, notUnpacked);
        }
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
        Path log = directory.resolve("redis.log");
        try {
            Process started = launch(log);
            process = ProcessIdentity.of(started.pid()).orElse(null);
            record.child(NAME, process);
            Probes.redis(LoopbackPort.HOST, port.number()).await(NAME, START_LIMIT, started::isAlive);
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
        if (!running.end(STOP_LIMIT)) {
            throw new DevServiceException(NAME, "process " + running.pid() + " cannot be ended");
        }
        process = null;
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

    private Process launch(Path log) throws IOException {
        List<String> command = List.of(
                binary,
                "--bind",
                LoopbackPort.HOST,
                "--port",
                Integer.toString(port.number()),
                "--dir",
                directory.toString(),
                "--appendonly",
                "yes",
                "--save",
                "",
                "--loglevel",
                "warning");
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}

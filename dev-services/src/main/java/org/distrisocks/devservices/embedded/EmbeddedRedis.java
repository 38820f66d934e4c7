package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probe;
import org.distrisocks.devservices.service.Probes;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server as a child process, with the binary that embedded-redis carries.
 *
 * <p>It keeps an append-only file, synced each second: a restart finds the data of before, and a crash of the machine
 * costs one second of it.
 */
public final class EmbeddedRedis extends ChildService {

    static final String NAME = "redis";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Path directory;
    private final LoopbackPort port;
    private final String binary;

    EmbeddedRedis(Path directory, LoopbackPort port, OwnerRecord record) {
        super(NAME, directory, directory.resolve("redis.log"), port, record, START_LIMIT, STOP_LIMIT);
        this.directory = directory;
        this.port = port;
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
    Probe probe() {
        return Probes.redis(LoopbackPort.HOST, port.number());
    }

    @Override
    List<String> command() {
        return List.of(
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
    }
}

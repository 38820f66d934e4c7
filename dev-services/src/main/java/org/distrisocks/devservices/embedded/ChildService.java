package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probe;
import org.jspecify.annotations.Nullable;

/** A service that is one child process, which is ended, killed and frozen as such. */
abstract class ChildService implements DevService {

    private final String name;
    private final Path directory;
    private final Path log;
    private final LoopbackPort port;
    private final OwnerRecord record;
    private final Duration startLimit;
    private final Duration stopLimit;
    private @Nullable ProcessIdentity process;

    /** Its standard input may be what keeps it alive: it must not be collected, and so closed, while it runs. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable Process handle;

    /**
     * @param directory where it runs and keeps its data
     * @param log gets what it writes
     */
    ChildService(
            String name,
            Path directory,
            Path log,
            LoopbackPort port,
            OwnerRecord record,
            Duration startLimit,
            Duration stopLimit) {
        this.name = name;
        this.directory = directory;
        this.log = log;
        this.port = port;
        this.record = record;
        this.startLimit = startLimit;
        this.stopLimit = stopLimit;
    }

    /** The program and its arguments. */
    abstract List<String> command();

    /** Succeeds when it answers. */
    abstract Probe probe();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String address() {
        return port.toString();
    }

    @Override
    public final synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        port.requireFree(name);
        try {
            Files.createDirectories(directory);
            Process started = new ProcessBuilder(command())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            handle = started;
            process = ProcessIdentity.of(started.pid()).orElse(null);
            record.child(name, process);
            probe().await(name, startLimit, started::isAlive);
        } catch (IOException notRunnable) {
            throw DevServiceException.because(name, notRunnable);
        } catch (DevServiceException silent) {
            stop();
            throw new DevServiceException(name, "did not start: " + LogTail.reason(log), silent);
        }
    }

    @Override
    public final synchronized void stop() {
        ProcessIdentity running = process;
        if (running == null) {
            return;
        }
        running.resume();
        if (!running.end(stopLimit)) {
            throw new DevServiceException(name, "process " + running.pid() + " cannot be ended");
        }
        process = null;
        handle = null;
        record.child(name, null);
    }

    @Override
    public final synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public final synchronized void pause() {
        if (process != null) {
            process.pause();
        }
    }

    @Override
    public final synchronized void resume() {
        if (process != null) {
            process.resume();
        }
    }

    @Override
    public final synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process.pid();
    }

    @Override
    public final void close() {
        stop();
    }
}

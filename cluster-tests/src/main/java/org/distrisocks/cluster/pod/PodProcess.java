package org.distrisocks.cluster.pod;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One pod in a JVM of its own, so that a kill is a kill. It can be started again under the same id, port and log, as
 * often as one likes. It ends with this JVM, also when this JVM is killed.
 */
public final class PodProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    /** The exit code of a process that a signal ended is this and the signal's number. */
    private static final int SIGNALLED = 128;

    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final PodSpec spec;
    private final Duration stopLimit;
    private volatile PodExtras extras = PodExtras.NONE;
    private volatile IntConsumer deathListener = exitCode -> {};
    private volatile @Nullable Process process;
    private volatile long logBegin;
    private @Nullable Watchdog watchdog;

    /**
     * @param stopLimit how long {@link #stop()} waits for the pod's own end
     */
    public PodProcess(PodSpec spec, Duration stopLimit) {
        this.spec = spec;
        this.stopLimit = stopLimit;
    }

    public String id() {
        return spec.id();
    }

    /** For people and for HTTP clients: {@code http://localhost:8080}. */
    public String url() {
        return spec.url();
    }

    /** For probes: {@code http://127.0.0.1:9080/actuator/health/readiness}. */
    public URI readiness() {
        return URI.create("http://127.0.0.1:" + spec.managementPort() + "/actuator/health/readiness");
    }

    /** For STOMP clients: {@code ws://localhost:8080/ws}. */
    public String stompUrl() {
        return "ws://localhost:" + spec.port() + "/ws";
    }

    /** Where its log is and, as far as the log tells, why it ended: {@code ended with exit code 1: …}. */
    public String ending(int exitCode) {
        String what = exitCode > SIGNALLED
                ? " was ended by signal " + (exitCode - SIGNALLED)
                : " ended with exit code " + exitCode + ": " + log().reason();
        return what + " (log: " + spec.log() + ")";
    }

    public PodLog log() {
        return new PodLog(spec.log(), logBegin);
    }

    /** Calls {@code listener} with the exit code when the pod ends though nobody here asked it to. */
    public void onDeath(IntConsumer listener) {
        deathListener = listener;
    }

    /**
     * Starts the pod with something beside its usual settings, this time and each time until it is said again;
     * {@link PodExtras#NONE} takes it back. Stops it first if it runs.
     */
    public void restart(PodExtras with) {
        stop();
        extras = with;
        start();
    }

    /** Makes it run as it should: goes on if it was paused, starts it if it is down or has extras. */
    public void heal() {
        if (isAlive() && extras.equals(PodExtras.NONE)) {
            resume();
            awaitReady();
        } else {
            resume();
            restart(PodExtras.NONE);
        }
    }

    /** Starts the pod and returns when it is ready. Does nothing when it runs. */
    public void start() {
        launch();
        awaitReady();
    }

    /**
     * Starts the process and does not wait.
     *
     * @throws LaunchException if it cannot be run
     */
    public synchronized void launch() {
        if (isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(spec.command(extras))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(spec.log().toFile()))
                .redirectInput(NOTHING);
        builder.environment().putAll(spec.environment());
        builder.environment().putAll(extras.environment());
        try {
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            logBegin = Files.exists(spec.log()) ? Files.size(spec.log()) : 0;
            Process started = builder.start();
            process = started;
            watchdog = Watchdog.over(started.pid());
            var _ = started.onExit().thenAccept(this::ended);
        } catch (IOException notRunnable) {
            throw new LaunchException(spec.id() + " cannot be run: " + notRunnable.getMessage(), notRunnable);
        }
    }

    /**
     * Waits until the pod says that it is ready.
     *
     * @throws LaunchException if it ends, or 180 s pass, with the reason that its log gives
     */
    public void awaitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            Process current = process;
            if (current == null || !current.isAlive()) {
                throw new LaunchException(spec.id() + (current == null ? " was stopped" : ending(current.exitValue())));
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException(
                        "%s is not ready after %d s: %s".formatted(spec.id(), START_LIMIT.toSeconds(), log().reason()));
            }
            try {
                current.waitFor(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new LaunchException("interrupted while " + spec.id() + " was starting", interrupted);
            }
        }
    }

    /** Whether it says at this moment that it takes traffic. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(readiness())
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return isAlive() && HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Its process's number.
     *
     * @throws IllegalStateException if it does not run
     */
    public long pid() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(spec.id() + " does not run");
        }
        return current.pid();
    }

    public boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Process current = process;
        if (current != null) {
            signal(name, current);
        }
    }

    private static void signal(String name, Process to) {
        if (to.isAlive()) {
            Signal.send(name, to.pid());
        }
    }

    /** SIGKILL: no goodbye of any kind. Returns when the process is gone. */
    public void kill() {
        take().ifPresent(current -> {
            current.destroyForcibly();
            waitFor(current, Duration.ofSeconds(10));
        });
    }

    /** SIGTERM, and SIGKILL for a pod that does not end in time. Returns when the process is gone. */
    public void stop() {
        take().ifPresent(current -> {
            current.destroy();
            // One that is frozen hears of it when it goes on.
            signal("CONT", current);
            if (!waitFor(current, stopLimit)) {
                current.destroyForcibly();
                waitFor(current, Duration.ofSeconds(10));
            }
        });
    }

    /** Same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    /** Whoever takes the process ends it: its death is no news then. */
    private synchronized Optional<Process> take() {
        Process current = process;
        process = null;
        callOff();
        return Optional.ofNullable(current);
    }

    private synchronized void ended(Process ended) {
        if (ended == process) {
            callOff();
            deathListener.accept(ended.exitValue());
        }
    }

    private void callOff() {
        if (watchdog != null) {
            watchdog.close();
            watchdog = null;
        }
    }

    private static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

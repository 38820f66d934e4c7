package org.distrisocks.bench.server;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.distrisocks.bench.cost.ProcessTree;

/** Somebody else's server as a child process. It ends with this JVM, also when this JVM is killed. */
final class Child implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int STOP_SECONDS = 15;

    private final String name;
    private final Path log;
    private final Process process;
    private final Process watchdog;

    private Child(String name, Path log, Process process, Process watchdog) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.watchdog = watchdog;
    }

    /**
     * @param name for people, and for its log
     * @param folder where it runs, and which gets {@code NAME.log}
     * @param environment beside this JVM's own
     * @throws IllegalStateException if it cannot be run
     */
    static Child start(String name, Path folder, Map<String, String> environment, List<String> command) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Process watchdog = new ProcessBuilder("sh", "-c", "trap '' INT; read -r never; kill -TERM " + process.pid())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new Child(name, log, process, watchdog);
        } catch (IOException notRunnable) {
            throw new IllegalStateException(name + " cannot be run: " + notRunnable.getMessage(), notRunnable);
        }
    }

    /**
     * Waits until something listens on this port of 127.0.0.1.
     *
     * @throws IllegalStateException if it ends before, or 90 s pass; with the end of its log
     */
    Child awaitPort(int port) {
        return await("start", () -> listens(port));
    }

    /**
     * Waits until it has written this.
     *
     * @throws IllegalStateException as {@link #awaitPort}
     */
    Child awaitWords(String words) {
        return await("start", () -> log().contains(words));
    }

    /**
     * Waits until that is so.
     *
     * @param what it does then, for whoever reads that it does not
     * @throws IllegalStateException as {@link #awaitPort}
     */
    Child await(String what, BooleanSupplier done) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline || endsWithin(BETWEEN_LOOKS)) {
                close();
                throw new IllegalStateException(name + " did not " + what + ": " + lastWords());
            }
        }
        return this;
    }

    /** Also if this thread is interrupted, which it stays. */
    private boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    ProcessTree tree() {
        return new ProcessTree(process.pid());
    }

    /** Asks it to end, and ends what is left of it after 15 s. */
    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        watchdog.destroyForcibly();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() {
        List<String> lines = log().lines().toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size())) + " (log: " + log + ")";
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new IllegalStateException(log + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}

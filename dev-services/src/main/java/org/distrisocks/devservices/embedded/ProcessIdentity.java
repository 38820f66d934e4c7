package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.distrisocks.devservices.service.Poll;

/**
 * One process of this machine, never mistaken for a later one that got the same pid. Written {@code 4711@18273645}.
 *
 * @param pid the process id
 * @param start when it started, to be compared and no more: on Linux the boot id and clock ticks since boot, which no
 *     change of the clock moves; elsewhere milliseconds since 1970
 */
record ProcessIdentity(long pid, String start) {

    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");

    /** The process that has this pid now; empty if there is none, or only a zombie. */
    static Optional<ProcessIdentity> of(long pid) {
        return Files.exists(BOOT_ID) ? fromProc(pid) : fromHandle(pid);
    }

    /** This JVM. */
    static ProcessIdentity self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if the text is not {@code pid@start}
     */
    static ProcessIdentity parse(String text) {
        int at = text.indexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("a process must be written pid@start, not '" + text + "'");
        }
        return new ProcessIdentity(Long.parseLong(text, 0, at, 10), text.substring(at + 1));
    }

    boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    /**
     * Ends the process and its descendants: asks it, and after {@code grace} kills it.
     *
     * @return false if it is still there five seconds after it was killed
     */
    boolean end(Duration grace) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(_ -> isAlive());
        if (handle.isEmpty()) {
            return true;
        }
        List<ProcessIdentity> family =
                Stream.concat(Stream.of(this), descendants(handle.get())).toList();
        handle.get().destroy();
        if (awaitEnd(family, grace)) {
            return true;
        }
        for (ProcessIdentity member : family) {
            ProcessHandle.of(member.pid).filter(_ -> member.isAlive()).ifPresent(ProcessHandle::destroyForcibly);
        }
        return awaitEnd(family, Duration.ofSeconds(5));
    }

    /** SIGKILL to the process and its descendants. Returns when they are gone, or 10 s have passed. */
    void kill() {
        List<ProcessIdentity> family = family();
        // Standing still first, it cannot start more of them.
        signal(family, "STOP");
        List<ProcessIdentity> all =
                Stream.concat(family.stream(), family().stream()).distinct().toList();
        signal(all, "KILL");
        awaitEnd(all, Duration.ofSeconds(10));
    }

    /** SIGSTOP to the process and its descendants. */
    void pause() {
        signal(family(), "STOP");
    }

    /** SIGCONT to the process and its descendants. */
    void resume() {
        signal(family(), "CONT");
    }

    private List<ProcessIdentity> family() {
        return ProcessHandle.of(pid)
                .filter(_ -> isAlive())
                .map(handle ->
                        Stream.concat(Stream.of(this), descendants(handle)).toList())
                .orElse(List.of());
    }

    /** One that has ended meanwhile is no matter. */
    private static void signal(List<ProcessIdentity> processes, String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid)));
        if (processes.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notSent) {
            throw new UncheckedIOException(notSent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return pid + "@" + start;
    }

    private static Stream<ProcessIdentity> descendants(ProcessHandle handle) {
        return handle.descendants()
                .map(ProcessHandle::pid)
                .map(ProcessIdentity::of)
                .flatMap(Optional::stream);
    }

    /** Also on a thread that is interrupted, which it stays: whoever gives up a start still waits for the ends of processes. */
    private static boolean awaitEnd(List<ProcessIdentity> family, Duration limit) {
        boolean interrupted = Thread.interrupted();
        boolean ended =
                Poll.until(() -> family.stream().noneMatch(ProcessIdentity::isAlive), Duration.ofMillis(10), limit);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    /** Fields of proc_pid_stat(5): after the name in brackets, which may hold blanks, state is 1st and starttime 20th. */
    private static Optional<ProcessIdentity> fromProc(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            String bootId = Files.readString(BOOT_ID).strip();
            return ended ? Optional.empty() : Optional.of(new ProcessIdentity(pid, bootId + ':' + fields[19]));
        } catch (IOException unreadable) {
            // A process that ends while it is read is gone; one that is there but cannot be read must not pass for
            // dead.
            if (ProcessHandle.of(pid).isPresent()) {
                throw new UncheckedIOException(unreadable);
            }
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> fromHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(instant -> new ProcessIdentity(pid, Long.toString(instant.toEpochMilli())));
    }
}

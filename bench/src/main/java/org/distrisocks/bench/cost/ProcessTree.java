package org.distrisocks.bench.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * A process and its descendants, by {@code /proc} (proc_pid_stat(5), proc_pid_status(5)); on Linux only.
 *
 * @param root the process's number
 */
public record ProcessTree(long root) {

    /** A clock tick, which is 1/100 s on every Linux that Java runs on. */
    private static final long TICK_NANOS = 10_000_000;

    /** Fields of {@code stat} after the name in brackets. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /** This JVM. */
    public static ProcessTree self() {
        return new ProcessTree(ProcessHandle.current().pid());
    }

    /**
     * CPU time so far in nanoseconds, in steps of 10 ms a process. Descendants that have ended count, as far as their parent
     * knows of their end.
     */
    public long cpuNanos() {
        return pids().map(ProcessTree::ticks).sum() * TICK_NANOS;
    }

    /** As {@link #cpuNanos}, of the process alone. */
    public long ownCpuNanos() {
        String[] fields = stat(root);
        return fields.length == 0 ? 0 : (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * TICK_NANOS;
    }

    /** Resident memory in octets; pages that several share count for each. */
    public long residentBytes() {
        return pids().map(ProcessTree::resident).sum();
    }

    private LongStream pids() {
        return LongStream.concat(
                LongStream.of(root),
                ProcessHandle.of(root).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid));
    }

    private static long ticks(long pid) {
        String[] fields = stat(pid);
        return fields.length == 0
                ? 0
                : Long.parseLong(fields[USER])
                        + Long.parseLong(fields[SYSTEM])
                        + Long.parseLong(fields[CHILDREN_USER])
                        + Long.parseLong(fields[CHILDREN_SYSTEM]);
    }

    private static String[] stat(long pid) {
        String stat = read(pid, "stat");
        return stat.isEmpty()
                ? new String[0]
                : stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    }

    private static long resident(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    /** Empty if the process has ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException unreadable) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return "";
            }
            throw new IllegalStateException("the benchmark reads /proc, which is on Linux only", unreadable);
        }
    }
}

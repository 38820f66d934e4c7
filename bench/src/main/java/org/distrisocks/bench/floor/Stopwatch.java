package org.distrisocks.bench.floor;

import org.distrisocks.bench.cost.ProcessTree;

/** Takes CPU and time from its making on. */
final class Stopwatch {

    private final ProcessTree server;
    private final long serverBegin;
    private final long clientBegin = ProcessTree.self().ownCpuNanos();
    private final long begin = System.nanoTime();

    Stopwatch(ProcessTree server) {
        this.server = server;
        this.serverBegin = server.cpuNanos();
    }

    boolean hasRunFor(long nanos) {
        return System.nanoTime() - begin >= nanos;
    }

    /** @param count of what was done since */
    Floor floor(String name, long count) {
        long nanos = System.nanoTime() - begin;
        return new Floor(
                name,
                (server.cpuNanos() - serverBegin) / 1e3 / count,
                (ProcessTree.self().ownCpuNanos() - clientBegin) / 1e3 / count,
                count * 1e9 / nanos);
    }
}

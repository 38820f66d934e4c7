package org.distrisocks.bench.server;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.Dialect;

/** Servers that run and are measured. Closing it stops them. */
public interface Target extends AutoCloseable {

    /** Where clients connect, for example {@code ws://127.0.0.1:8080/ws}. */
    List<URI> urls();

    Dialect dialect();

    /**
     * Waits until each of its servers knows these sessions of the others too.
     *
     * @param sessions all that are open
     */
    default void awaitKnown(int sessions) {}

    /** What it consists of, by names for people; the first is what holds the sessions. */
    Map<String, List<ProcessTree>> parts();

    @Override
    void close();

    /** CPU time of each part so far, in nanoseconds, and under {@code generator} of this JVM. */
    default Map<String, Long> cpu() {
        Map<String, Long> nanos = new LinkedHashMap<>();
        parts().forEach((name, trees) ->
                nanos.put(name, trees.stream().mapToLong(ProcessTree::cpuNanos).sum()));
        nanos.put(GENERATOR, ProcessTree.self().ownCpuNanos());
        return nanos;
    }

    /** What {@link #cpu} calls this JVM. */
    String GENERATOR = "generator";
}

package org.distrisocks.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.server.Settings;
import org.distrisocks.bench.server.Target;
import org.distrisocks.bench.server.TargetName;
import org.distrisocks.cluster.Progress;

/** The servers of one run. All run at the same time, so that each can be measured in turn, warm; they are idle meanwhile. */
final class Targets implements AutoCloseable {

    private final Map<TargetName, Target> running = new LinkedHashMap<>();
    private final Map<TargetName, Double> startSeconds = new EnumMap<>(TargetName.class);

    private Targets() {}

    /** Starts one after the other; leaves nothing behind if one does not start. */
    static Targets start(BenchOptions options, Path folder, Progress progress) {
        Settings settings = settings(options, folder);
        Targets targets = new Targets();
        try {
            for (TargetName name : options.targets()) {
                progress.say("starting " + name.title());
                Target target = name.start(settings, progress::say);
                targets.running.put(name, target);
                targets.startSeconds.put(name, holderSeconds(target));
            }
            return targets;
        } catch (RuntimeException failure) {
            targets.close();
            throw failure;
        }
    }

    static Settings settings(BenchOptions options, Path folder) {
        return new Settings(
                options.pods(),
                2 * options.pairs() + options.sessions(),
                options.settings(),
                options.profile(),
                folder);
    }

    /** In the order in which they are measured. */
    Map<TargetName, Target> running() {
        return Collections.unmodifiableMap(running);
    }

    /** CPU that one of the processes which hold sessions took to start, in seconds. */
    double startSeconds(TargetName name) {
        return startSeconds.getOrDefault(name, 0.0);
    }

    @Override
    public void close() {
        List<Target> lastFirst = new ArrayList<>(running.values()).reversed();
        lastFirst.forEach(Target::close);
    }

    private static double holderSeconds(Target target) {
        return target.parts().values().iterator().next().stream()
                        .mapToLong(ProcessTree::cpuNanos)
                        .average()
                        .orElseThrow()
                / 1e9;
    }
}

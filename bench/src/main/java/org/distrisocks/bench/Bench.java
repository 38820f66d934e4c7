package org.distrisocks.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.distrisocks.bench.BenchOptions.Scenario;
import org.distrisocks.bench.cost.JavaHeap;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.load.Crowd;
import org.distrisocks.bench.load.Load;
import org.distrisocks.bench.load.LoadGenerator;
import org.distrisocks.bench.load.LoadResult;
import org.distrisocks.bench.load.Mark;
import org.distrisocks.bench.wire.EventLoop;
import org.distrisocks.cluster.Progress;

/** Some rounds of scenarios on one target. */
final class Bench {

    private final BenchOptions options;
    private final Target target;
    private final EventLoop loop;
    private final Path folder;
    private final Progress progress;
    private final LiveLine line = new LiveLine(System.out);
    private final Figures figures = new Figures();
    private int brokenLoads;

    /** @param folder gets the histograms */
    Bench(BenchOptions options, Target target, EventLoop loop, Path folder, Progress progress) {
        this.options = options;
        this.target = target;
        this.loop = loop;
        this.folder = folder;
        this.progress = progress;
    }

    void run() throws InterruptedException {
        String holder = target.parts().keySet().iterator().next();
        figures.add(
                "start: CPU of one of the " + holder + ", s",
                holders().stream().mapToLong(ProcessTree::cpuNanos).average().orElseThrow() / 1e9);
        try (LoadGenerator generator =
                LoadGenerator.connect(loop, target.urls(), target.dialect(), options.pairs(), options.size())) {
            if (!options.warmUp().isZero()) {
                run(generator, "warm-up", new Load.Closed(options.inFlight()), options.pairs(), options.warmUp());
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (Scenario scenario : options.only()) {
                    runScenario(generator, scenario, round);
                }
            }
        }
    }

    Figures figures() {
        return figures;
    }

    /** Loads in which something was lost, doubled, disordered or refused. */
    int brokenLoads() {
        return brokenLoads;
    }

    private void runScenario(LoadGenerator generator, Scenario scenario, int round) throws InterruptedException {
        String name = scenario.name().toLowerCase(Locale.ROOT);
        switch (scenario) {
            case FULL -> keep(name, round, run(generator, name, new Load.Closed(options.inFlight()), options.pairs()));
            case RATE -> keep(name, round, run(generator, name, new Load.Open(options.rate()), options.pairs()));
            case SINGLE -> keep(name, round, run(generator, name, new Load.Closed(1), 1));
            case IDLE -> idle();
        }
    }

    private LoadResult run(LoadGenerator generator, String name, Load load, int pairs) throws InterruptedException {
        return run(generator, name, load, pairs, options.measured());
    }

    /** A fifth of the time goes before what is measured: the load before must not be felt. */
    private LoadResult run(LoadGenerator generator, String name, Load load, int pairs, Duration measured)
            throws InterruptedException {
        LoadResult result;
        try {
            result = generator.run(
                    load,
                    pairs,
                    measured.dividedBy(5),
                    measured,
                    target::cpu,
                    live -> line.show(
                            "%s: %,.0f/s, %,d delivered".formatted(name, live.perSecond(), live.delivered())));
        } finally {
            line.clear();
        }
        progress.say("%s: %s/s, %s".formatted(name, Figures.text(result.perSecond()), result.broken()));
        if (!result.broken().isNothing()) {
            brokenLoads++;
            if (!result.firstRefusal().isEmpty()) {
                progress.say("the first refusal: " + result.firstRefusal());
            }
        }
        return result;
    }

    private void keep(String name, int round, LoadResult result) {
        figures.add(name + ": delivered/s", result.perSecond());
        if (!name.equals("single")) {
            List<String> parts = List.copyOf(target.parts().keySet());
            figures.add(
                    name + ": CPU of all servers, µs a message",
                    parts.stream().mapToDouble(result::microsPerMessage).sum());
            parts.forEach(part -> figures.add("— " + name + ": " + part, result.microsPerMessage(part)));
            figures.add(name + ": CPU of the generator, µs a message", result.microsPerMessage(Target.GENERATOR));
        }
        for (Mark mark : Mark.values()) {
            Histogram nanos = result.nanosTo(mark);
            for (int percentile : new int[] {50, 99}) {
                figures.add(
                        "%s: SEND → %s, p%d, ms".formatted(name, mark, percentile),
                        nanos.getValueAtPercentile(percentile) / 1e6);
            }
            write(folder.resolve("%s-%s-%d.hgrm".formatted(name, mark.name().toLowerCase(Locale.ROOT), round)), nanos);
        }
    }

    private void idle() throws InterruptedException {
        int count = options.sessions();
        Memory before = memory();
        try (Crowd crowd =
                Crowd.connect(loop, target.urls(), target.dialect(), 2 * options.pairs(), options.sessions())) {
            Memory after = memory();
            crowd.requireConnected();
            figures.add("idle: resident memory, KiB a session", (after.resident - before.resident) / 1024.0 / count);
            figures.add("idle: live heap, KiB a session", (after.heap - before.heap) / 1024.0 / count);
        }
        progress.say("idle: %,d sessions".formatted(count));
    }

    private Memory memory() throws InterruptedException {
        long heap = 0;
        long resident = 0;
        for (ProcessTree holder : holders()) {
            heap += JavaHeap.liveBytes(holder.root());
            resident += holder.residentBytes();
        }
        return new Memory(heap, resident);
    }

    private List<ProcessTree> holders() {
        return target.parts().values().iterator().next();
    }

    /** Writes the percentiles of a histogram of nanoseconds in milliseconds, as HdrHistogram's plotters read them. */
    private static void write(Path file, Histogram nanos) {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
            nanos.outputPercentileDistribution(out, 1e6);
        } catch (IOException notWritten) {
            throw new IllegalStateException(file + " cannot be written: " + notWritten.getMessage(), notWritten);
        }
    }

    private record Memory(long heap, long resident) {}
}

package org.distrisocks.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.distrisocks.bench.BenchOptions.Scenario;
import org.distrisocks.bench.dialect.Mark;
import org.distrisocks.bench.load.Load;
import org.distrisocks.bench.load.LoadGenerator;
import org.distrisocks.bench.load.LoadResult;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.bench.report.Measured;
import org.distrisocks.bench.report.Spread;
import org.distrisocks.bench.server.Target;
import org.distrisocks.bench.server.TargetName;
import org.distrisocks.bench.wire.EventLoop;
import org.distrisocks.cluster.Progress;

/** Scenarios on one target that runs, round by round. */
final class Bench {

    /** A server that is nearly full has no latency worth a look: what waits grows with the time. */
    private static final double MOST_OF_FULL = 0.8;

    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(20);

    private static final double[] STEPS = {0.1, 0.25, 0.5, 0.75, 0.9};

    private final BenchOptions options;
    private final TargetName name;
    private final Target target;
    private final EventLoop loop;
    private final Path folder;
    private final Progress progress;
    private final LiveLine line = new LiveLine(System.out);
    private final Figures figures = new Figures();
    private final List<Measured.Step> steps = new ArrayList<>();
    private final Set<String> parts;
    private int brokenLoads;

    /** @param folder gets the histograms */
    Bench(BenchOptions options, TargetName name, Target target, EventLoop loop, Path folder, Progress progress) {
        this.options = options;
        this.name = name;
        this.target = target;
        this.loop = loop;
        this.folder = folder;
        this.progress = progress;
        this.parts = Set.copyOf(target.parts().keySet());
    }

    /** @param seconds of CPU that one of the processes which hold sessions took to start */
    void keepStart(double seconds) {
        String holder = target.parts().keySet().iterator().next();
        figures.add("start: CPU of one of the " + holder + ", s", seconds);
    }

    /**
     * Half of the time as much as goes through, then the steady rate, if the server can take that: a runtime that compiles what
     * it finds hot has other work to do for large batches than for small ones. A server that is warm sooner gets less of it.
     */
    void warmUp() throws InterruptedException {
        Duration most = name.warmsUpSlowly() ? options.warmUp() : SHORT_WARM_UP;
        Duration half = Collections.min(List.of(options.warmUp(), most)).dividedBy(2);
        if (half.isZero()) {
            return;
        }
        Load full = new Load.Closed(options.inFlight());
        try (LoadGenerator generator = connect()) {
            double perSecond =
                    run(generator, "warm-up", full, options.pairs(), half).perSecond();
            Load second = isBelowFull(options.rate(), perSecond) ? new Load.Open(options.rate()) : full;
            run(generator, "warm-up", second, options.pairs(), half);
        }
    }

    /** @param number 1 for the first */
    void round(int number) throws InterruptedException {
        try (LoadGenerator generator = connect()) {
            for (Scenario scenario : options.only()) {
                runScenario(generator, scenario, number);
            }
        }
    }

    /** Whether distriSocks lost, doubled, disordered or refused something; what others do is told and no more. */
    boolean brokeOurPromises() {
        return name == TargetName.DISTRISOCKS && brokenLoads > 0;
    }

    Measured measured() {
        return new Measured(name.title(), parts, figures, List.copyOf(steps), brokenLoads);
    }

    private LoadGenerator connect() throws InterruptedException {
        LoadGenerator generator =
                LoadGenerator.connect(loop, target.urls(), target.dialect(), options.pairs(), options.size());
        target.awaitKnown(2 * options.pairs());
        return generator;
    }

    private void runScenario(LoadGenerator generator, Scenario scenario, int round) throws InterruptedException {
        String load = scenario.name().toLowerCase(Locale.ROOT);
        switch (scenario) {
            case FULL -> keep(load, round, run(generator, load, new Load.Closed(options.inFlight()), options.pairs()));
            case RATE -> {
                if (mayTake(options.rate())) {
                    keep(load, round, run(generator, load, new Load.Open(options.rate()), options.pairs()));
                }
            }
            case SINGLE -> keep(load, round, run(generator, load, new Load.Closed(1), 1));
            case STEPS -> {
                if (round == options.rounds()) {
                    steps(generator);
                }
            }
            case FLOORS -> {
                // Of no server.
            }
            case IDLE -> {
                if (name == TargetName.DISTRISOCKS) {
                    new IdleSessions(target, loop, options.sessions(), 2 * options.pairs()).measure(figures);
                    progress.say("%s, idle: %,d sessions".formatted(name, options.sessions()));
                }
            }
        }
    }

    /** Steady rates up to what goes through, and then as much as goes through. */
    private void steps(LoadGenerator generator) throws InterruptedException {
        double full = fullPerSecond();
        for (double share : STEPS) {
            int rate = (int) Math.max(1, share * full);
            steps.add(step(run(generator, "%,d/s".formatted(rate), new Load.Open(rate), options.pairs())));
        }
        steps.add(step(run(generator, "full", new Load.Closed(options.inFlight()), options.pairs())));
    }

    private Measured.Step step(LoadResult result) {
        Histogram nanos = result.nanosTo(Mark.MESSAGE);
        return new Measured.Step(
                result.perSecond(),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                microsOfServers(result));
    }

    /** 0 if it was not measured. */
    private double fullPerSecond() {
        List<Double> rounds = figures.rounds(Measured.FULL);
        return rounds.isEmpty() ? 0 : Spread.of(rounds).median();
    }

    private boolean mayTake(int rate) {
        double full = fullPerSecond();
        return full == 0 || isBelowFull(rate, full);
    }

    private static boolean isBelowFull(int rate, double full) {
        return rate < MOST_OF_FULL * full;
    }

    private LoadResult run(LoadGenerator generator, String load, Load how, int pairs) throws InterruptedException {
        return run(generator, load, how, pairs, options.measured());
    }

    /** A fifth of the time goes before what is measured: the load before must not be felt. */
    private LoadResult run(LoadGenerator generator, String load, Load how, int pairs, Duration measured)
            throws InterruptedException {
        LoadResult result;
        String what = name + ", " + load;
        try {
            result = generator.run(
                    how,
                    pairs,
                    measured.dividedBy(5),
                    measured,
                    target::cpu,
                    live -> line.show(
                            "%s: %,.0f/s, %,d delivered".formatted(what, live.perSecond(), live.delivered())));
        } finally {
            line.clear();
        }
        progress.say("%s: %s/s, %s µs, %s"
                .formatted(
                        what,
                        Figures.text(result.perSecond()),
                        Figures.text(microsOfServers(result)),
                        result.broken()));
        if (!result.broken().isNothing()) {
            brokenLoads++;
            if (!result.firstRefusal().isEmpty()) {
                progress.say("the first refusal: " + result.firstRefusal());
            }
        }
        return result;
    }

    private double microsOfServers(LoadResult result) {
        return target.parts().keySet().stream()
                .mapToDouble(result::microsPerMessage)
                .sum();
    }

    private void keep(String load, int round, LoadResult result) {
        figures.add(load + ": delivered/s", result.perSecond());
        if (!load.equals("single")) {
            figures.add(load + ": CPU of all servers, µs a message", microsOfServers(result));
            target.parts()
                    .keySet()
                    .forEach(part -> figures.add("— " + load + ": " + part, result.microsPerMessage(part)));
            figures.add(load + ": CPU of the generator, µs a message", result.microsPerMessage(Target.GENERATOR));
        }
        for (Mark mark : target.dialect().expected()) {
            Histogram nanos = result.nanosTo(mark);
            for (int percentile : new int[] {50, 99}) {
                figures.add(
                        "%s: SEND → %s, p%d, ms".formatted(load, mark, percentile),
                        nanos.getValueAtPercentile(percentile) / 1e6);
            }
            write(
                    folder.resolve(
                            "%s-%s-%s-%d.hgrm".formatted(name, load, mark.name().toLowerCase(Locale.ROOT), round)),
                    nanos);
        }
    }

    /** Writes the percentiles of a histogram of nanoseconds in milliseconds, as HdrHistogram's plotters read them. */
    private static void write(Path file, Histogram nanos) {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
            nanos.outputPercentileDistribution(out, 1e6);
        } catch (IOException notWritten) {
            throw new IllegalStateException(file + " cannot be written: " + notWritten.getMessage(), notWritten);
        }
    }
}

package org.distrisocks.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.distrisocks.bench.floor.Floors;
import org.distrisocks.bench.growth.Growth;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.bench.report.Page;
import org.distrisocks.bench.server.TargetName;
import org.distrisocks.bench.wire.EventLoop;
import org.distrisocks.cluster.Preflight;
import org.distrisocks.cluster.Progress;
import org.distrisocks.cluster.ProjectLayout;
import org.distrisocks.cluster.RunCommand;
import org.distrisocks.cluster.RunLogs;
import org.distrisocks.cluster.Usage;

/** The engine of {@code ./run bench}. Exit code 1: something failed, or a promise was broken; 2: wrong arguments. */
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String... args) {
        BenchOptions options;
        try {
            options = BenchOptions.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println(
                    "bench: " + wrong.getMessage() + System.lineSeparator() + Usage.of(BenchCommand.class, "bench"));
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.println(Usage.of(BenchCommand.class, "bench"));
            return;
        }
        System.exit(RunCommand.untilStopped(() -> run(options)));
    }

    private static void run(BenchOptions options) throws InterruptedException {
        Path folder = ProjectLayout.find().runFolder().resolveSibling("bench");
        Preflight.requireRoom(folder);
        RunLogs.begin(folder);
        removeHistograms(folder);
        Progress progress = new Progress(System.out);
        try (EventLoop loop = new EventLoop("generator")) {
            if (options.growth()) {
                growth(options, folder, loop, progress);
                return;
            }
            Floors floors = null;
            if (options.only().contains(BenchOptions.Scenario.FLOORS)) {
                floors = Floors.measure(
                        loop,
                        () -> TargetName.ECHO.start(Targets.settings(options, folder), progress::say),
                        progress::say);
            }
            List<Bench> benches = options.only().equals(Set.of(BenchOptions.Scenario.FLOORS))
                    ? List.of()
                    : rounds(options, folder, loop, progress);
            Results results = new Results(benches.stream().map(Bench::measured).toList(), floors);
            progress.sayPlainly(results.text());
            if (options.isWhole()) {
                results.write(ProjectLayout.find().root().resolve("docs"));
                progress.say("docs/performance.md has the new results");
            }
            if (benches.stream().anyMatch(Bench::brokeOurPromises)) {
                throw new IllegalStateException("FAILED: promises were broken, see above");
            }
        }
    }

    private static void growth(BenchOptions options, Path folder, EventLoop loop, Progress progress)
            throws InterruptedException {
        Growth growth = new Growth(loop, folder, options.rate(), options.rows(), progress::say);
        Figures figures = growth.measure();
        progress.sayPlainly(figures.values());
        if (growth.isBroken()) {
            throw new IllegalStateException("FAILED: promises were broken");
        }
        new Page(ProjectLayout.find().root().resolve("docs/performance.md")).replace("growth", figures.values());
    }

    private static List<Bench> rounds(BenchOptions options, Path folder, EventLoop loop, Progress progress)
            throws InterruptedException {
        List<Bench> benches = new ArrayList<>();
        try (Targets targets = Targets.start(options, folder, progress)) {
            targets.running().forEach((name, target) -> {
                Bench bench = new Bench(options, name, target, loop, folder, progress);
                bench.keepStart(targets.startSeconds(name));
                benches.add(bench);
            });
            for (Bench bench : benches) {
                bench.warmUp();
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (Bench bench : benches) {
                    bench.round(round);
                }
            }
        }
        return benches;
    }

    private static void removeHistograms(Path folder) {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.{hgrm,jfr}")) {
            for (Path file : old) {
                Files.delete(file);
            }
        } catch (IOException notRemoved) {
            throw new IllegalStateException(folder + " cannot be used: " + notRemoved.getMessage(), notRemoved);
        }
    }
}

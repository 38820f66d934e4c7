package org.distrisocks.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (Target target = start(options, folder, progress);
                EventLoop loop = new EventLoop("generator")) {
            Bench bench = new Bench(options, target, loop, folder, progress);
            bench.run();
            progress.sayPlainly(bench.figures().table());
            if (bench.brokenLoads() > 0) {
                throw new IllegalStateException("FAILED: promises were broken, see above");
            }
        }
    }

    private static Target start(BenchOptions options, Path folder, Progress progress) {
        return switch (options.target()) {
            case DISTRISOCKS -> DistrisocksTarget.start(options, folder, progress::say);
            case ECHO -> EchoTarget.start();
        };
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

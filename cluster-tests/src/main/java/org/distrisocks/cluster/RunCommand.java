package org.distrisocks.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.distrisocks.cluster.demo.Demo;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.service.DevServiceException;

/**
 * The engine of {@code ./run}: services and pods until Ctrl-C or SIGTERM.
 *
 * <p>Its last line is {@code ready http://localhost:8080 http://localhost:8081}. Exit code 1: something failed, with one line
 * for each cause on standard error; 2: wrong arguments.
 */
public final class RunCommand {

    /** All pods at once, then the services, have to end within 10 s of Ctrl-C. */
    private static final Duration POD_STOP_LIMIT = Duration.ofSeconds(6);

    private RunCommand() {}

    public static void main(String... args) {
        RunOptions options;
        try {
            options = RunOptions.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println(
                    "run: " + wrong.getMessage() + System.lineSeparator() + Usage.of(RunCommand.class, "run"));
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.println(Usage.of(RunCommand.class, "run"));
            return;
        }
        System.exit(untilStopped(() -> run(options)));
    }

    /**
     * Runs {@code work} on this thread; Ctrl-C and SIGTERM interrupt it and wait for its end.
     *
     * @return the exit code
     */
    public static int untilStopped(Work work) {
        Thread worker = Thread.currentThread();
        AtomicBoolean stopped = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, stopped, done), "stop-all"));
        try {
            work.run();
            return 0;
        } catch (InterruptedException asked) {
            return 0;
        } catch (LaunchException | DevServiceException | IllegalArgumentException | IllegalStateException failure) {
            // What is cut off in the middle of its start has something to say about that, but nobody wants to know.
            if (!stopped.get()) {
                Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
                        .forEach(cause -> System.err.println("run: " + cause.getMessage()));
            }
            return 1;
        } finally {
            done.countDown();
        }
    }

    /** What a command does; it cleans up after itself when it is interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    private static void run(RunOptions options) throws InterruptedException {
        ProjectLayout layout = ProjectLayout.find();
        Path logs = layout.runFolder();
        Preflight.requireRoom(logs);
        if (options.data() != null) {
            Preflight.requireRoom(options.data());
        }
        DevServicesOptions services = servicesOptions(options);
        Preflight.reserve(NeededPort.ofPods(options.port(), options.pods()), NeededPort.ofServices(services));
        RunLogs.begin(logs);

        Progress progress = new Progress(System.out);
        try (Demo demo = Demo.open(logs.resolve("demo"), layout.clusterPage());
                Cluster cluster = Cluster.start(clusterOptions(options, services, logs, demo), progress::say)) {
            demo.begin(cluster.pods(), progress::say);
            cluster.pods().forEach(pod -> pod.onDeath(exitCode -> progress.say(pod.id() + pod.ending(exitCode))));
            progress.say("logs are in " + logs + "; sign in as alice, bob or carol, password demo; Ctrl-C stops all");
            progress.say("see the cluster at " + cluster.pod(0).url() + "/cluster, as alice");
            progress.sayPlainly("ready "
                    + String.join(
                            " ", cluster.pods().stream().map(PodProcess::url).toList()));
            try {
                new CountDownLatch(1).await();
            } finally {
                progress.say("stopping");
            }
        }
    }

    private static DevServicesOptions servicesOptions(RunOptions options) {
        if (options.services() != null) {
            System.setProperty("distrisocks.services", options.services().name().toLowerCase(Locale.ROOT));
        }
        if (options.data() != null) {
            System.setProperty("distrisocks.services.data", options.data().toString());
        }
        return DevServicesOptions.fromSystemProperties();
    }

    private static ClusterOptions clusterOptions(
            RunOptions options, DevServicesOptions services, Path logs, Demo demo) {
        Map<String, String> settings = new LinkedHashMap<>(demo.settings());
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        settings.put("distrisocks.session.drain-window", "1s");
        settings.put("distrisocks.pod.stop-limit", "5500ms");
        settings.putAll(options.settings());
        return new ClusterOptions(options.pods(), options.port(), services, settings, logs, POD_STOP_LIMIT);
    }

    private static void stop(Thread worker, AtomicBoolean stopped, CountDownLatch done) {
        if (done.getCount() == 0) {
            return;
        }
        stopped.set(true);
        worker.interrupt();
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                System.err.println("stopping takes longer than 30 s and is left to itself");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}

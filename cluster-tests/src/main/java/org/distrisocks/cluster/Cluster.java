package org.distrisocks.cluster;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.cluster.pod.PodImage;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.pod.PodSpec;
import org.distrisocks.devservices.DevServices;
import org.distrisocks.devservices.ServiceAddresses;
import org.distrisocks.devservices.service.LoopbackPort;

/**
 * Kafka, PostgreSQL, Redis and some pods over them, to be used like a script:
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.start(2)) {
 *     cluster.pod(0).kill();
 *     cluster.services().kafka().stop();
 * }
 * }</pre>
 */
public final class Cluster implements AutoCloseable {

    /** The system property that makes many starts short at the cost of a long first one: see {@link PodImage#train}. */
    private static final String TRAIN = "distrisocks.train-pods";

    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String SIBLINGS = "distrisocks.edge.siblings";
    private static final String JWT_SECRET = "distrisocks.auth.jwt.secret";

    private final DevServices services;
    private final List<PodProcess> pods;

    private Cluster(DevServices services, List<PodProcess> pods) {
        this.services = services;
        this.pods = pods;
    }

    /** Starts services and this many pods, on free ports, with the demo accounts. Returns when all pods are ready. */
    public static Cluster start(int pods) {
        return start(ClusterOptions.ofPods(pods));
    }

    public static Cluster start(ClusterOptions options) {
        return start(options, step -> {});
    }

    /**
     * Starts services, then all pods at once. Returns when all pods are ready; leaves nothing behind if one fails.
     *
     * @param progress is told each step in words
     * @throws LaunchException if a pod does not get ready
     * @throws org.distrisocks.devservices.service.DevServiceException if a service does not
     */
    public static Cluster start(ClusterOptions options, Consumer<String> progress) {
        PodImage image = ProjectLayout.find().podImage();
        progress.accept("starting Kafka, PostgreSQL and Redis ("
                + options.services().mode().name().toLowerCase(Locale.ROOT) + ")");
        DevServices services = DevServices.start(options.services());
        List<PodSpec> specs = specs(options, image, services.addresses());
        Cluster cluster = new Cluster(
                services,
                specs.stream()
                        .map(spec -> new PodProcess(spec, options.stopLimit()))
                        .toList());
        try {
            if (Boolean.getBoolean(TRAIN)) {
                image.train(specs.getFirst());
            }
            cluster.startPods(progress);
            return cluster;
        } catch (RuntimeException failure) {
            boolean interrupted = Thread.interrupted();
            cluster.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw failure;
        }
    }

    /** The pod of this index, 0 for {@code pod-0}. */
    public PodProcess pod(int index) {
        return pods.get(index);
    }

    public List<PodProcess> pods() {
        return pods;
    }

    public DevServices services() {
        return services;
    }

    /** Stops the pods, all at once, then the services. Leaves no process behind. May be called again. */
    @Override
    public void close() {
        List<Thread> stops =
                pods.stream().map(pod -> Thread.ofVirtual().start(pod::stop)).toList();
        boolean interrupted = false;
        for (Thread stop : stops) {
            interrupted |= joinUninterruptibly(stop);
        }
        services.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void startPods(Consumer<String> progress) {
        ServiceAddresses at = services.addresses();
        progress.accept("Kafka on " + at.kafkaBootstrapServers() + ", PostgreSQL on " + at.jdbcUrl() + ", Redis on "
                + at.redisAddress());
        progress.accept("starting "
                + String.join(", ", pods.stream().map(PodProcess::id).toList()));
        pods.forEach(PodProcess::launch);
        for (PodProcess pod : pods) {
            pod.awaitReady();
            progress.accept(pod.id() + " is ready on " + pod.url());
        }
    }

    private static List<PodSpec> specs(ClusterOptions options, PodImage image, ServiceAddresses addresses) {
        Map<String, String> settings = new LinkedHashMap<>(addresses.asSpringProperties());
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(DATABASE_PASSWORD, settings.remove(DATABASE_PASSWORD));
        secrets.put(JWT_SECRET, randomSecret());
        settings.put("spring.profiles.active", "demo");
        settings.putAll(options.settings());

        boolean anyPorts = options.firstPort() == 0;
        int[] ports = IntStream.range(0, options.pods())
                .map(i -> anyPorts ? LoopbackPort.reserve().number() : options.firstPort() + i)
                .toArray();
        // Pods of one host differ by their ports, so each is an origin of its own to a browser.
        settings.putIfAbsent(
                SIBLINGS, Arrays.stream(ports).mapToObj(PodSpec::url).collect(Collectors.joining(",")));

        List<PodSpec> specs = new ArrayList<>();
        for (int i = 0; i < options.pods(); i++) {
            String id = "pod-" + i;
            int port = ports[i];
            int managementPort = anyPorts ? LoopbackPort.reserve().number() : port + ClusterOptions.MANAGEMENT_OFFSET;
            Path log = options.logs().resolve(id + ".log");
            specs.add(new PodSpec(id, port, managementPort, image, log, settings, secrets, options.jvmFlags()));
        }
        return List.copyOf(specs);
    }

    private static String randomSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join(Duration.ofMinutes(1));
                return interrupted;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }
}

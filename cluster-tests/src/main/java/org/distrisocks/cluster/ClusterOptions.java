package org.distrisocks.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.devservices.DevServicesOptions;

/**
 * What a cluster is made of.
 *
 * @param pods how many, 1 or more
 * @param firstPort of 127.0.0.1, the first pod's; the next pods take the ports after it, and each pod's management port
 *     is {@link #MANAGEMENT_OFFSET} higher; 0: any free ports
 * @param services Kafka, PostgreSQL and Redis
 * @param settings Spring properties for every pod; they win over the kit's own
 * @param logs the folder for {@code pod-0.log} and so on, to which each start appends
 * @param stopLimit how long a pod may take to stop before it is killed
 * @param jvmFlags for every pod, beside the usual ones
 */
public record ClusterOptions(
        int pods,
        int firstPort,
        DevServicesOptions services,
        Map<String, String> settings,
        Path logs,
        Duration stopLimit,
        List<String> jvmFlags) {

    /** From a pod's port to its management port. */
    static final int MANAGEMENT_OFFSET = 1000;

    /** A pod under test is started often, and never runs for long. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** The system property that names {@link #testFolder()}. */
    private static final String TEST_FOLDER = "distrisocks.test-folder";

    public ClusterOptions {
        if (pods < 1) {
            throw new IllegalArgumentException("a cluster has at least one pod, not " + pods);
        }
        if (firstPort < 0 || firstPort + MANAGEMENT_OFFSET + pods - 1 > 65_535) {
            throw new IllegalArgumentException("ports are 1 to 65535, and the last pod's would be beyond");
        }
        settings = Map.copyOf(settings);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** With the usual flags alone. */
    public ClusterOptions(
            int pods,
            int firstPort,
            DevServicesOptions services,
            Map<String, String> settings,
            Path logs,
            Duration stopLimit) {
        this(pods, firstPort, services, settings, logs, stopLimit, List.of());
    }

    /** Where a test writes: a folder of its own for each JVM that runs tests at the same time, {@code target} for one alone. */
    public static Path testFolder() {
        return Path.of(System.getProperty(TEST_FOLDER, "target")).toAbsolutePath();
    }

    /** For a test: services as the system properties say, free ports, logs in {@code cluster} of {@link #testFolder()}. */
    public static ClusterOptions ofPods(int pods) {
        return new ClusterOptions(
                pods,
                0,
                DevServicesOptions.fromSystemProperties(),
                Map.of(),
                testFolder().resolve("cluster"),
                Duration.ofSeconds(20),
                QUICK_START);
    }

    /** The same with one more setting for every pod. */
    public ClusterOptions with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(property, value);
        return new ClusterOptions(pods, firstPort, services, more, logs, stopLimit, jvmFlags);
    }
}

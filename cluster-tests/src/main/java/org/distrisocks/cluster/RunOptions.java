package org.distrisocks.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.distrisocks.devservices.ServiceMode;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code ./run}.
 *
 * @param pods how many
 * @param port of the first pod
 * @param settings properties for every pod
 * @param data where the services keep their data; null: a temporary folder
 * @param services who runs the services; null: as the environment says, else embedded
 * @param help only tell how to use it
 */
record RunOptions(
        int pods,
        int port,
        Map<String, String> settings,
        @Nullable Path data,
        @Nullable ServiceMode services,
        boolean help) {

    private static final int MOST_PODS = 64;

    RunOptions {
        if (pods < 1 || pods > MOST_PODS) {
            throw new IllegalArgumentException("--pods is 1 to " + MOST_PODS + ", not " + pods);
        }
        if (port < 1 || port + ClusterOptions.MANAGEMENT_OFFSET + pods - 1 > 65_535) {
            throw new IllegalArgumentException("--port, the ports of all pods and the management ports "
                    + ClusterOptions.MANAGEMENT_OFFSET + " above them are 1 to 65535, not from " + port);
        }
        if (data != null && services != null && services != ServiceMode.EMBEDDED) {
            throw new IllegalArgumentException("--data is for --services=embedded only");
        }
    }

    /**
     * Reads {@code --name value} and {@code --name=value}.
     *
     * @throws IllegalArgumentException if an argument is unknown or wrong; the message names it
     */
    static RunOptions parse(String... args) {
        int pods = 2;
        int port = 8080;
        Map<String, String> settings = new LinkedHashMap<>();
        Path data = null;
        ServiceMode services = null;
        boolean help = false;
        Arguments left = new Arguments(args);
        while (left.next() instanceof String name) {
            switch (name) {
                case "--pods" -> pods = left.wholeNumber();
                case "--port" -> port = left.wholeNumber();
                case "--set" -> left.setting(settings);
                case "--data" -> data = Path.of(left.value()).toAbsolutePath().normalize();
                case "--services" -> services = ServiceMode.parse(left.value());
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        return new RunOptions(pods, port, Map.copyOf(settings), data, services, help);
    }
}

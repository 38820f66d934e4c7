package org.distrisocks.cluster;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Set<String> PER_POD =
            Set.of("server.port", "management.server.port", "distrisocks.pod.id", "distrisocks.pod.address");

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
                case "--set" -> putSetting(settings, left.value());
                case "--data" -> data = Path.of(left.value()).toAbsolutePath().normalize();
                case "--services" -> services = ServiceMode.parse(left.value());
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        return new RunOptions(pods, port, Map.copyOf(settings), data, services, help);
    }

    private static void putSetting(Map<String, String> settings, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--set needs PROPERTY=VALUE, not '" + setting + "'");
        }
        String property = setting.substring(0, equals);
        if (PER_POD.contains(property)) {
            throw new IllegalArgumentException("--set " + property + " differs from pod to pod: see --port and --pods");
        }
        settings.put(property, setting.substring(equals + 1));
    }

    /** Goes along {@code --name value} and {@code --name=value}. */
    static final class Arguments {

        private final Deque<String> left;
        private String name = "";
        private @Nullable String attached;

        Arguments(String... args) {
            left = new ArrayDeque<>(List.of(args));
        }

        /** The next option's name; null at the end. */
        @Nullable String next() {
            if (attached != null) {
                throw new IllegalArgumentException(name + " takes no value");
            }
            String argument = left.poll();
            if (argument == null) {
                return null;
            }
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            name = equals < 0 ? argument : argument.substring(0, equals);
            attached = equals < 0 ? null : argument.substring(equals + 1);
            return name;
        }

        String value() {
            String value = attached != null ? attached : left.poll();
            attached = null;
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            return value;
        }

        int wholeNumber() {
            String value = value();
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(name + " needs a whole number, not '" + value + "'");
            }
        }
    }
}

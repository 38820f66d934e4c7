package org.distrisocks.devservices;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.distrisocks.devservices.embedded.KafkaDetour;
import org.jspecify.annotations.Nullable;

/**
 * What to start, and where.
 *
 * @param mode who runs the services
 * @param dataDirectory kept over restarts, for {@link ServiceMode#EMBEDDED} only; null: a temporary one that
 *     {@link DevServices#close()} deletes
 * @param kafkaPort on 127.0.0.1; 0: a free one
 * @param postgresPort on 127.0.0.1; 0: a free one
 * @param redisPort on 127.0.0.1; 0: a free one
 * @param kafkaJvm where embedded Kafka runs
 * @param kafkaDetour a second way to a Kafka of its own JVM; null if there is none
 * @param external where the services are in {@link ServiceMode#EXTERNAL}; null in the other modes
 */
public record DevServicesOptions(
        ServiceMode mode,
        @Nullable Path dataDirectory,
        int kafkaPort,
        int postgresPort,
        int redisPort,
        KafkaJvm kafkaJvm,
        @Nullable KafkaDetour kafkaDetour,
        @Nullable ServiceAddresses external) {

    /** Who logs in to PostgreSQL if nothing else is said: this name, this password and a database of this name. */
    public static final String DEFAULT_LOGIN = "distrisocks";

    private static final String PREFIX = "distrisocks.services";

    public DevServicesOptions {
        requirePort("kafka-port", kafkaPort);
        requirePort("postgres-port", postgresPort);
        requirePort("redis-port", redisPort);
        if ((mode == ServiceMode.EXTERNAL) != (external != null)) {
            throw new IllegalArgumentException("addresses are given for external services, and for no others");
        }
        if (mode != ServiceMode.EMBEDDED && dataDirectory != null) {
            throw new IllegalArgumentException("a data directory is for embedded services only");
        }
        if ((kafkaJvm != KafkaJvm.SHARED && mode != ServiceMode.EMBEDDED)
                || (kafkaDetour != null && kafkaJvm == KafkaJvm.SHARED)) {
            throw new IllegalArgumentException("only embedded Kafka has a JVM of its own, and only there a detour");
        }
    }

    /** Embedded services on free ports, with a temporary data directory. */
    public static DevServicesOptions embedded() {
        return new DevServicesOptions(ServiceMode.EMBEDDED, null, 0, 0, 0, KafkaJvm.SHARED, null, null);
    }

    /** Services in Docker on free ports. */
    public static DevServicesOptions docker() {
        return new DevServicesOptions(ServiceMode.DOCKER, null, 0, 0, 0, KafkaJvm.SHARED, null, null);
    }

    /** Services that run at these addresses. */
    public static DevServicesOptions external(ServiceAddresses addresses) {
        return new DevServicesOptions(ServiceMode.EXTERNAL, null, 0, 0, 0, KafkaJvm.SHARED, null, addresses);
    }

    /**
     * Reads {@code distrisocks.services} ({@code embedded} if absent) and, as far as the mode asks for them,
     * {@code distrisocks.services.data}, {@code .kafka-port}, {@code .postgres-port}, {@code .redis-port}, or for
     * external services {@code .kafka}, {@code .jdbc-url}, {@code .jdbc-user}, {@code .jdbc-password} and {@code .redis}
     * ({@code host:port}). A system property wins over an environment variable ({@code DISTRISOCKS_SERVICES_JDBC_URL}).
     *
     * @throws IllegalArgumentException if a value is missing or wrong; the message names the property
     */
    public static DevServicesOptions fromSystemProperties() {
        return from(DevServicesOptions::propertyOrEnvironment);
    }

    /** As {@link #fromSystemProperties()}, from any source; {@code lookup} answers null for what is not set. */
    static DevServicesOptions from(Lookup lookup) {
        ServiceMode mode = ServiceMode.parse(lookup.orElse(PREFIX, "embedded"));
        if (mode == ServiceMode.EXTERNAL) {
            return external(externalAddresses(lookup));
        }
        String data = lookup.get(PREFIX + ".data");
        return new DevServicesOptions(
                mode,
                data == null ? null : Path.of(data),
                lookup.port(PREFIX + ".kafka-port"),
                lookup.port(PREFIX + ".postgres-port"),
                lookup.port(PREFIX + ".redis-port"),
                KafkaJvm.SHARED,
                null,
                null);
    }

    /** The same with a data directory that is kept. */
    public DevServicesOptions withDataDirectory(Path directory) {
        return new DevServicesOptions(
                mode, directory, kafkaPort, postgresPort, redisPort, kafkaJvm, kafkaDetour, external);
    }

    /** The same on fixed ports of 127.0.0.1; 0 leaves one free to choose. */
    public DevServicesOptions withPorts(int kafka, int postgres, int redis) {
        return new DevServicesOptions(mode, dataDirectory, kafka, postgres, redis, kafkaJvm, kafkaDetour, external);
    }

    /**
     * The same with Kafka in a JVM of its own.
     *
     * @param detour a second way to it; null if there is none
     */
    public DevServicesOptions withOwnKafka(@Nullable KafkaDetour detour) {
        return new DevServicesOptions(
                mode, dataDirectory, kafkaPort, postgresPort, redisPort, KafkaJvm.OWN, detour, external);
    }

    /** The same with each service in processes of its own, Kafka as fast as in production; for embedded services only. */
    public DevServicesOptions withFastKafka() {
        return new DevServicesOptions(
                mode, dataDirectory, kafkaPort, postgresPort, redisPort, KafkaJvm.OWN_FAST, null, external);
    }

    static @Nullable String propertyOrEnvironment(String name) {
        String value = System.getProperty(name);
        return value != null
                ? value
                : System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    }

    private static ServiceAddresses externalAddresses(Lookup lookup) {
        String redis = lookup.require(PREFIX + ".redis");
        int colon = redis.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(PREFIX + ".redis must be host:port, not '" + redis + "'");
        }
        return new ServiceAddresses(
                lookup.require(PREFIX + ".kafka"),
                lookup.require(PREFIX + ".jdbc-url"),
                lookup.orElse(PREFIX + ".jdbc-user", DEFAULT_LOGIN),
                lookup.orElse(PREFIX + ".jdbc-password", DEFAULT_LOGIN),
                redis.substring(0, colon),
                Lookup.wholeNumber(PREFIX + ".redis", redis.substring(colon + 1)));
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " must be 0 to 65535, not " + port);
        }
    }

    /** Where settings are read from. */
    @FunctionalInterface
    interface Lookup {

        /** The value of a setting; null if it is not set. */
        @Nullable String get(String name);

        default String orElse(String name, String fallback) {
            return Objects.requireNonNullElse(get(name), fallback);
        }

        default String require(String name) {
            String value = get(name);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("external services need " + name);
            }
            return value;
        }

        default int port(String name) {
            return wholeNumber(name, orElse(name, "0"));
        }

        static int wholeNumber(String name, String text) {
            try {
                return Integer.parseInt(text.strip());
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(name + " must have a whole number for a port, not '" + text + "'");
            }
        }
    }
}

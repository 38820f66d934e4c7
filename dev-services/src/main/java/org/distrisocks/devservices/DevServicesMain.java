package org.distrisocks.devservices;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.distrisocks.devservices.service.DevServiceException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the services until it is told to stop (SIGTERM, Ctrl-C).
 *
 * <p>Standard output has one line each for {@code kafka HOST:PORT}, {@code postgresql JDBC-URL} and
 * {@code redis HOST:PORT}, then {@code ready}. Exit code 1: a service failed, with the cause in one line on standard
 * error; 2: wrong arguments.
 */
public final class DevServicesMain {

    private static final String USAGE = "usage: DevServicesMain [--services=embedded|docker|external] [--data DIR]"
            + " [--kafka-port N] [--postgres-port N] [--redis-port N]";
    private static final Set<String> ARGUMENTS =
            Set.of("services", "data", "kafka-port", "postgres-port", "redis-port");

    private DevServicesMain() {}

    /** Arguments as {@code --name=value} or {@code --name value}; they win over the system properties of this name. */
    public static void main(String... args) throws InterruptedException {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "org/distrisocks/devservices/main-logback.xml");
        }
        try {
            DevServicesOptions options = options(args);
            DevServices services = DevServices.prepare(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(services), "stop-services"));
            services.startAll();
            print(services.addresses());
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
        } catch (DevServiceException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    static DevServicesOptions options(String... args) {
        Map<String, String> given = parse(args);
        return DevServicesOptions.from(name -> fromArguments(given, name));
    }

    private static @Nullable String fromArguments(Map<String, String> given, String name) {
        String value = given.get(name);
        return value != null ? value : DevServicesOptions.propertyOrEnvironment(name);
    }

    private static Map<String, String> parse(String... args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            String[] parts = args[i].split("=", 2);
            String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (!ARGUMENTS.contains(name)) {
                throw new IllegalArgumentException("unknown argument '" + args[i] + "'");
            }
            if (parts.length == 1 && ++i == args.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            String property = name.equals("services") ? "distrisocks.services" : "distrisocks.services." + name;
            given.put(property, parts.length == 2 ? parts[1] : args[i]);
        }
        return given;
    }

    private static void print(ServiceAddresses addresses) {
        System.out.println("kafka " + addresses.kafkaBootstrapServers());
        System.out.println("postgresql " + addresses.jdbcUrl());
        System.out.println("redis " + addresses.redisAddress());
        System.out.println("ready");
        System.out.flush();
    }

    private static void close(DevServices services) {
        try {
            services.close();
        } catch (RuntimeException failure) {
            System.err.println(failure.getMessage());
        }
    }
}

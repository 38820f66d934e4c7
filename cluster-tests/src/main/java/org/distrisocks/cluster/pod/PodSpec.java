package org.distrisocks.cluster.pod;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How to start one pod.
 *
 * @param id its id and the name of its topic, for example {@code pod-0}
 * @param port of 127.0.0.1, where it listens
 * @param managementPort of 127.0.0.1, where it tells how it is
 * @param image what it runs
 * @param log the file for what it writes; a new start appends
 * @param settings Spring properties, given as arguments
 * @param secrets Spring properties, given as environment variables, for everyone can read the arguments of a process
 * @param jvmFlags beside the usual ones
 */
public record PodSpec(
        String id,
        int port,
        int managementPort,
        PodImage image,
        Path log,
        Map<String, String> settings,
        Map<String, String> secrets,
        List<String> jvmFlags) {

    static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-Xmx512m",
            // As the image: a pod that has lost a thread for want of memory looks well and is not.
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** With the usual flags alone. */
    PodSpec(
            String id,
            int port,
            int managementPort,
            PodImage image,
            Path log,
            Map<String, String> settings,
            Map<String, String> secrets) {
        this(id, port, managementPort, image, log, settings, secrets, List.of());
    }

    /** For people: {@code http://localhost:8080}. */
    public String url() {
        return url(port);
    }

    /** That of a pod which listens there. */
    public static String url(int port) {
        return "http://localhost:" + port;
    }

    List<String> command() {
        return command(PodExtras.NONE);
    }

    List<String> command(PodExtras extras) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("distrisocks.pod.id", id);
        all.put("server.port", Integer.toString(port));
        all.put("server.address", "127.0.0.1");
        all.put("management.server.port", Integer.toString(managementPort));
        all.put("management.server.address", "127.0.0.1");
        all.put("distrisocks.pod.address", "127.0.0.1:" + port);
        all.putAll(settings);

        List<String> flags = new ArrayList<>(JVM_FLAGS);
        flags.addAll(jvmFlags);
        flags.addAll(extras.jvmFlags());

        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(flags);
        command.addAll(image.flags());
        all.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    /** The same with these flags instead of {@link #jvmFlags}. */
    PodSpec withFlags(List<String> flags) {
        return new PodSpec(id, port, managementPort, image, log, settings, secrets, flags);
    }

    /** The Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        secrets.forEach((name, value) -> environment.put(variable(name), value));
        return environment;
    }

    /** As Spring Boot's relaxed binding spells a property: {@code a.b-c} is {@code A_BC}. */
    static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}

package org.distrisocks.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.cluster.ProjectLayout;

/** The programs under {@code bench/peers} that are Java. */
final class JavaPeer {

    private JavaPeer() {}

    /**
     * The command that starts one, as a JVM of this JVM's kind.
     *
     * @param module its folder in {@code bench/peers}
     * @throws IllegalStateException if it is not built
     */
    static List<String> command(String module, List<String> flags, String main, String... arguments) {
        Path built = folder(module).resolve("target");
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw new IllegalStateException("bench/peers/" + module + " is not built: ./run bench builds it");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-XX:+UseCompactObjectHeaders");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-cp");
        command.add(built + "/*:" + built + "/lib/*");
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Where a program's source is. */
    static Path folder(String module) {
        return ProjectLayout.find().root().resolve("bench/peers").resolve(module);
    }
}

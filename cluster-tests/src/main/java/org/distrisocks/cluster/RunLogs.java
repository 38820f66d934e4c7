package org.distrisocks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.distrisocks.cluster.pod.LaunchException;
import org.slf4j.LoggerFactory;

/** The folder with one log file for each part of a run. */
public final class RunLogs {

    private RunLogs() {}

    /** Removes the logs of the run before and sends what the services log in this JVM to {@code services.log}. */
    public static void begin(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Path old : logs(folder)) {
                Files.delete(old);
            }
        } catch (IOException notUsable) {
            throw new LaunchException(folder + " cannot be used: " + notUsable, notUsable);
        }
        System.setProperty(
                "distrisocks.services.log", folder.resolve("services.log").toString());
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "org/distrisocks/cluster/run-logback.xml");
        }
        // Made ready here by one thread: SLF4J warns when several begin to log at once.
        LoggerFactory.getILoggerFactory();
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .toList();
        }
    }
}

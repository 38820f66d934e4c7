package org.distrisocks.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the processes that a service's data directory is named to, or that run in it. */
final class Processes {

    private Processes() {}

    /** All but this JVM whose command line names {@code directory}; zombies have none. */
    static List<ProcessHandle> of(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process).contains(directory.toString())
                        || workingDirectory(process).startsWith(directory))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(proc(process).resolve("cmdline"), StandardCharsets.ISO_8859_1)) {
            return String.join("\n", lines.toList());
        } catch (IOException | UncheckedIOException ended) {
            return "";
        }
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(proc(process).resolve("cwd"));
        } catch (IOException ended) {
            return Path.of("/");
        }
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }
}

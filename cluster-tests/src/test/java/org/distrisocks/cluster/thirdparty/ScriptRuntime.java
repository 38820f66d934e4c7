package org.distrisocks.cluster.thirdparty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What runs scripts of another language.
 *
 * @param folder with the scripts
 * @param lack what this machine lacks to run them, and how to get that; empty if it lacks nothing
 */
record ScriptRuntime(String program, Path folder, Optional<String> lack) {

    /** For what programs write. */
    static final Path LOGS = Path.of("target", "third-party");

    private static final Path NODE_SCRIPTS = Path.of("src", "test", "node");
    private static final Path NODE_FOLDER = Path.of("target", "node");
    private static final Path PYTHON_SCRIPTS = Path.of("src", "test", "python");
    /** Debian's, whatever is first on the PATH: no other finds Debian's stomp.py. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(2);

    /**
     * Node, with the scripts of {@code src/test/node} and the libraries of its {@code package-lock.json}, all under
     * {@code target/node}.
     *
     * @throws IllegalStateException if npm cannot get the libraries
     */
    static ScriptRuntime node() throws IOException, InterruptedException {
        boolean found = failure(LOOK_LIMIT, "node", "-e", "process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)")
                        .isEmpty()
                && failure(LOOK_LIMIT, "npm", "--version").isEmpty();
        if (!found) {
            return new ScriptRuntime(
                    "node", NODE_FOLDER, Optional.of("no node 18 or newer with npm: apt-get install nodejs npm"));
        }
        Files.createDirectories(NODE_FOLDER);
        try (Stream<Path> files = Files.list(NODE_SCRIPTS)) {
            for (Path file : files.toList()) {
                Files.copy(file, NODE_FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        failure(
                        INSTALL_LIMIT,
                        "npm",
                        "ci",
                        "--prefix=" + NODE_FOLDER,
                        "--prefer-offline",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--fetch-retries=1",
                        "--fetch-timeout=30000")
                .ifPresent(why -> {
                    throw new IllegalStateException(
                            "npm has neither found nor fetched the libraries of " + NODE_SCRIPTS + ": " + why);
                });
        return new ScriptRuntime("node", NODE_FOLDER, Optional.empty());
    }

    /** Python with stomp.py. */
    static ScriptRuntime python() throws IOException, InterruptedException {
        Optional<String> lack = failure(LOOK_LIMIT, PYTHON, "-c", "import stomp")
                .map(_ -> "no stomp.py for " + PYTHON + ": apt-get install python3-stomp");
        return new ScriptRuntime(PYTHON, PYTHON_SCRIPTS, lack);
    }

    /** Why a command has not ended well in time, with what it wrote; empty if it has. */
    private static Optional<String> failure(Duration limit, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createDirectories(LOGS).resolve(Path.of(command[0]).getFileName() + ".log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException notFound) {
            return Optional.of(notFound.toString());
        }
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of("nothing within " + limit.toSeconds() + " s (log: " + log + ")");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("exit code " + process.exitValue() + ": " + Files.readString(log));
    }
}

package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL writes about itself to {@code postmaster.pid} in its data directory while it runs.
 *
 * @param pid first line
 * @param started third line, to the second
 */
record PostmasterFile(long pid, Instant started) {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** Empty if PostgreSQL is stopped, or has only just begun to start. */
    static Optional<PostmasterFile> in(Path dataDirectory) throws IOException {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve("postmaster.pid"));
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(new PostmasterFile(
                            Long.parseLong(lines.getFirst().strip()),
                            Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
        } catch (NoSuchFileException stopped) {
            return Optional.empty();
        }
    }

    /** The process, if it runs and started when the file says; empty if the file is stale. */
    Optional<ProcessIdentity> process() {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .filter(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) < 0)
                .flatMap(_ -> ProcessIdentity.of(pid));
    }
}

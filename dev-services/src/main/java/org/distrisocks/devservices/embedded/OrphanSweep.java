package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.distrisocks.devservices.service.DevServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a killed JVM left behind: PostgreSQL and Redis are processes of their own and outlive it.
 *
 * <p>A process is ended only if the JVM that started it is gone and the process is the very one that was noted, not a
 * later one with its pid. A temporary data directory goes with it, a kept one stays.
 */
final class OrphanSweep {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Path folder;

    /** @param folder where the {@link OwnerRecord}s of this user are */
    OrphanSweep(Path folder) {
        this.folder = folder;
    }

    /**
     * Ends all orphans, then checks that nobody else uses {@code directory}.
     *
     * @throws DevServiceException if a living JVM uses it, or an orphan does not end
     */
    void runFor(Path directory) throws IOException {
        for (Path file : recordFiles()) {
            OwnerRecord theirs = OwnerRecord.read(file).orElse(null);
            if (theirs == null) {
                continue;
            }
            if (!theirs.owner().isAlive()) {
                end(theirs);
            } else if (theirs.directory().equals(directory)) {
                throw new DevServiceException(
                        "data directory",
                        directory + " is in use by process " + theirs.owner().pid());
            }
        }
    }

    private List<Path> recordFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(OwnerRecord.SUFFIX))
                    .toList();
        }
    }

    private static void end(OwnerRecord dead) throws IOException {
        Map<String, ProcessIdentity> orphans = new HashMap<>(dead.children());
        // A JVM killed between the start of PostgreSQL and our note of it: PostgreSQL keeps its own.
        PostmasterFile.in(dead.directory().resolve(EmbeddedPostgres.NAME))
                .flatMap(PostmasterFile::process)
                .ifPresent(postmaster -> orphans.put(EmbeddedPostgres.NAME, postmaster));
        for (Map.Entry<String, ProcessIdentity> orphan : orphans.entrySet()) {
            if (!orphan.getValue().end(GRACE)) {
                throw new DevServiceException(
                        orphan.getKey(),
                        "process " + orphan.getValue().pid() + ", left by an earlier run, cannot be ended");
            }
        }
        try {
            if (dead.temporary()) {
                FileTree.delete(dead.directory());
            }
        } catch (IOException notDeleted) {
            // Nobody runs there any more. The record stays, and the next start tries again.
            log.warn(
                    "Cannot delete {}, left by process {}",
                    dead.directory(),
                    dead.owner().pid(),
                    notDeleted);
            return;
        }
        dead.delete();
        log.debug("Cleaned up after process {}: {}", dead.owner().pid(), orphans);
    }
}

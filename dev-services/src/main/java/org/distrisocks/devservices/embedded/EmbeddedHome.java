package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.jspecify.annotations.Nullable;

/**
 * The data directory that the embedded services share, with one folder for each: {@code kafka}, {@code postgresql},
 * {@code redis}.
 *
 * <p>Beside it there is one folder for the user, {@code distrisocks-dev-services-USER} in {@code java.io.tmpdir}: it has
 * the unpacked binaries, the temporary data directories and the notes about who runs what.
 */
public final class EmbeddedHome implements AutoCloseable {

    private static final long NEEDED_BYTES = 256L << 20;
    private static final String SUBJECT = "data directory";

    private final Path binaries;
    private final Path directory;
    private final OwnerRecord record;

    private EmbeddedHome(Path binaries, Path directory, OwnerRecord record) {
        this.binaries = binaries;
        this.directory = directory;
        this.record = record;
    }

    /**
     * Ends the orphans of earlier runs and takes a data directory into use.
     *
     * @param wanted where data is kept; null: a temporary directory that {@link #close()} deletes
     * @throws DevServiceException if it is in use, not writable, or has less than 256 MiB of room
     */
    public static EmbeddedHome open(@Nullable Path wanted) {
        try {
            Path userFolder = userFolder();
            Path directory = wanted == null
                    ? Files.createTempDirectory(userFolder, "data-")
                    : Files.createDirectories(wanted).toRealPath();
            new OrphanSweep(userFolder).runFor(directory);
            requireRoom(directory);
            OwnerRecord record = OwnerRecord.create(userFolder, directory, wanted == null);
            return new EmbeddedHome(Files.createDirectories(userFolder.resolve("binaries")), directory, record);
        } catch (IOException notUsable) {
            throw DevServiceException.because(SUBJECT, notUsable);
        }
    }

    Path directory() {
        return directory;
    }

    public DevService kafka(LoopbackPort port) {
        return new EmbeddedKafka(directory.resolve(EmbeddedKafka.NAME), port);
    }

    /**
     * Kafka in a JVM of its own.
     *
     * @param detour a second way to it; null if there is none
     * @param fast whether it is as fast as in production, and slow to start
     */
    public DevService kafkaProcess(LoopbackPort port, @Nullable KafkaDetour detour, boolean fast) {
        return new KafkaProcess(directory.resolve(EmbeddedKafka.NAME), port, detour, fast, record);
    }

    /** PostgreSQL with one database and one user of this name; the password is {@code login} too. */
    public DevService postgres(LoopbackPort port, String login) {
        return new EmbeddedPostgres(directory.resolve(EmbeddedPostgres.NAME), binaries, port, login, record);
    }

    public DevService redis(LoopbackPort port) {
        return new EmbeddedRedis(directory.resolve(EmbeddedRedis.NAME), port, record);
    }

    /** Deletes the directory if it is a temporary one; the services are stopped by then. May be called again. */
    @Override
    public void close() {
        try {
            if (record.temporary()) {
                FileTree.delete(directory);
            }
            record.delete();
        } catch (IOException notDeleted) {
            throw DevServiceException.because(SUBJECT, notDeleted);
        }
    }

    private static Path userFolder() throws IOException {
        Path temporary = Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir")));
        String user = System.getProperty("user.name", "unknown").replaceAll("[^A-Za-z0-9._-]", "_");
        Path folder = Files.createDirectories(temporary.resolve("distrisocks-dev-services-" + user))
                .toRealPath();
        // What stands in it decides what is killed: it must be ours alone. Fails if the folder is somebody else's.
        if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }

    private static void requireRoom(Path directory) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw new DevServiceException(
                    SUBJECT,
                    "no space: " + directory + " has " + (free >> 20) + " MiB free and needs " + (NEEDED_BYTES >> 20));
        }
    }
}

package org.distrisocks.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for the data and the logs of one peer. The data is removed at its end, the logs stay.
 *
 * @param folder for logs
 * @param data on the same disk as the data of the embedded services
 */
record PeerHome(Path folder, Path data) implements AutoCloseable {

    /** Makes the folder NAME anew in this one. */
    static PeerHome open(Path folder, String name) {
        try {
            Path own = folder.resolve(name);
            if (Files.exists(own)) {
                delete(own);
            }
            return new PeerHome(Files.createDirectories(own), Files.createTempDirectory("distrisocks-bench-" + name));
        } catch (IOException notUsable) {
            throw new IllegalStateException(folder + " cannot be used: " + notUsable.getMessage(), notUsable);
        }
    }

    /** Writes a file into the data. */
    Path write(String name, String text) {
        try {
            return Files.writeString(data.resolve(name), text);
        } catch (IOException notWritten) {
            throw new IllegalStateException(name + " cannot be written: " + notWritten.getMessage(), notWritten);
        }
    }

    @Override
    public void close() {
        try {
            delete(data);
        } catch (IOException notDeleted) {
            throw new IllegalStateException(data + " was not removed: " + notDeleted.getMessage(), notDeleted);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}

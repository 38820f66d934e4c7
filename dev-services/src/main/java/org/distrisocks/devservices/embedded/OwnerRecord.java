package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A note on disk of which JVM started which processes in which data directory, so that a later start can tell an orphan
 * from somebody's living child. It outlives the JVM only if that was killed.
 *
 * <p>File format, Java properties: {@code owner=4711@…}, {@code directory=/tmp/…}, {@code temporary=true} and one
 * {@code child.NAME=4712@…} for each process. Written anew as a whole, by a rename, on every change.
 */
final class OwnerRecord {

    static final String SUFFIX = ".owner";

    private static final String CHILD = "child.";

    private final Path file;
    private final ProcessIdentity owner;
    private final Path directory;
    private final boolean temporary;
    private final Map<String, ProcessIdentity> children = new TreeMap<>();

    private OwnerRecord(Path file, ProcessIdentity owner, Path directory, boolean temporary) {
        this.file = file;
        this.owner = owner;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** Writes down that this JVM is about to use {@code directory}. */
    static OwnerRecord create(Path folder, Path directory, boolean temporary) throws IOException {
        Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
        OwnerRecord ours = new OwnerRecord(file, ProcessIdentity.self(), directory, temporary);
        ours.write();
        return ours;
    }

    /** Reads a note; empty if it is gone, or not a note of ours. */
    static Optional<OwnerRecord> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        String owner = properties.getProperty("owner");
        String directory = properties.getProperty("directory");
        if (owner == null || directory == null) {
            return Optional.empty();
        }
        boolean temporary = Boolean.parseBoolean(properties.getProperty("temporary"));
        OwnerRecord theirs = new OwnerRecord(file, ProcessIdentity.parse(owner), Path.of(directory), temporary);
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(CHILD)) {
                ProcessIdentity child = ProcessIdentity.parse(properties.getProperty(key));
                theirs.children.put(key.substring(CHILD.length()), child);
            }
        }
        return Optional.of(theirs);
    }

    ProcessIdentity owner() {
        return owner;
    }

    Path directory() {
        return directory;
    }

    boolean temporary() {
        return temporary;
    }

    synchronized Map<String, ProcessIdentity> children() {
        return Map.copyOf(children);
    }

    /**
     * Notes the process that runs the service of this name; null: none does.
     *
     * @throws UncheckedIOException if the note cannot be written
     */
    synchronized void child(String name, @Nullable ProcessIdentity process) {
        if (process == null) {
            children.remove(name);
        } else {
            children.put(name, process);
        }
        try {
            write();
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /** Forgets it all. */
    synchronized void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private void write() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("owner", owner.toString());
        properties.setProperty("directory", directory.toString());
        properties.setProperty("temporary", Boolean.toString(temporary));
        children.forEach((name, process) -> properties.setProperty(CHILD + name, process.toString()));
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (Writer writer = Files.newBufferedWriter(draft)) {
            properties.store(writer, null);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

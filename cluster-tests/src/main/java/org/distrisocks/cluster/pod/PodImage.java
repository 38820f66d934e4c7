package org.distrisocks.cluster.pod;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The backend as pods run it: its executable jar taken apart, from which a JVM starts in half the time, and beside it an
 * AOT cache once one has been made, by which it starts in a quarter of it.
 *
 * @param jar the application's own; its manifest names the libraries
 */
public record PodImage(Path jar) {

    /**
     * Takes the jar apart in a folder below {@code folder}, unless it is there, and removes those of other builds. The
     * content names it: a reproducible build gives each file the same date, by which the JVM could not tell one build's
     * cache from another's.
     *
     * @throws LaunchException if it cannot be done
     */
    public static PodImage of(Path executableJar, Path folder) {
        Path image = folder.resolve(digest(executableJar));
        try (FileChannel _ = lock(folder)) {
            if (!Files.isDirectory(image)) {
                FileSystemUtils.deleteRecursively(folder);
                Files.createDirectories(folder);
                Path parts = Files.createTempDirectory(folder, "new-");
                java(List.of(
                        "-Djarmode=tools",
                        "-jar",
                        executableJar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        parts.toString()));
                Files.move(parts, image, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException notWritten) {
            throw new LaunchException(executableJar + " cannot be taken apart: " + notWritten.getMessage(), notWritten);
        }
        return new PodImage(image.resolve(executableJar.getFileName()));
    }

    /**
     * Makes the AOT cache, unless it is there: runs the pod until it is ready, notes what the JVM has loaded and linked,
     * and writes that down. Takes as long as three starts.
     *
     * @param spec of a pod whose services run
     * @throws LaunchException if the pod does not get ready or the cache cannot be made
     */
    public void train(PodSpec spec) {
        try (FileChannel _ = lock(jar)) {
            if (!Files.exists(cache())) {
                makeCache(spec);
            }
        } catch (IOException notMade) {
            throw new LaunchException("no AOT cache: " + notMade.getMessage(), notMade);
        }
    }

    private void makeCache(PodSpec spec) throws IOException {
        Path noted = jar.resolveSibling("noted.aotconf");
        Path fresh = jar.resolveSibling("new.aot");
        // What it has noted is written when it ends, which may take long on a busy machine.
        PodSpec recording = spec.withFlags(
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + noted, "-Ddistrisocks.pod.stop-limit=2m"));
        try (PodProcess pod = new PodProcess(recording, Duration.ofMinutes(3))) {
            pod.start();
        }
        List<String> create = new ArrayList<>(PodSpec.JVM_FLAGS);
        create.addAll(List.of(
                "-XX:AOTMode=create", "-XX:AOTConfiguration=" + noted, "-XX:AOTCache=" + fresh, "-cp", jar.toString()));
        java(create);
        Files.move(fresh, cache(), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(noted);
    }

    /** What the JVM is told of this image. */
    List<String> flags() {
        Stream<String> cache = Files.exists(cache()) ? Stream.of("-XX:AOTCache=" + cache()) : Stream.empty();
        return Stream.concat(cache, Stream.of("-jar", jar.toString())).toList();
    }

    /** Held until it is closed: another process that starts pods of the same build waits for this one. */
    private static FileChannel lock(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        FileChannel lock = FileChannel.open(
                folder.resolveSibling(folder.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        lock.lock();
        return lock;
    }

    private Path cache() {
        return jar.resolveSibling("pod.aot");
    }

    private static String digest(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, sha).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (IOException unreadable) {
            throw new LaunchException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PodSpec.java()));
        command.addAll(arguments);
        try {
            Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (java.waitFor() != 0) {
                throw new LaunchException("exit code %d of %s: %s"
                        .formatted(
                                java.exitValue(),
                                String.join(" ", command),
                                said.lines().reduce("", (_, last) -> last)));
            }
        } catch (IOException notRunnable) {
            throw new LaunchException("Java cannot be run: " + notRunnable.getMessage(), notRunnable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while preparing " + command.getLast());
        }
    }
}

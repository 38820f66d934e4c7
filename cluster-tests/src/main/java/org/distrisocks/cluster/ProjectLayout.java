package org.distrisocks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.cluster.pod.PodImage;

/**
 * Where things are in a checkout.
 *
 * @param root the folder with the parent {@code pom.xml}
 */
public record ProjectLayout(Path root) {

    /** The system property that names {@link #root}. */
    static final String HOME = "distrisocks.home";

    /** The system property that names the backend's executable jar, instead of the one in {@code backend/target}. */
    static final String JAR = "distrisocks.backend.jar";

    /**
     * From {@value #HOME}, else the working directory or the nearest folder above it that has a {@code backend}.
     *
     * @throws LaunchException if there is none
     */
    public static ProjectLayout find() {
        String home = System.getProperty(HOME);
        if (home != null) {
            return new ProjectLayout(Path.of(home).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("backend/pom.xml"))) {
                return new ProjectLayout(folder);
            }
        }
        throw new LaunchException("this is not run from within a checkout: set -D" + HOME + "=DIR");
    }

    /**
     * The newest executable jar of the backend.
     *
     * @throws LaunchException if it is not built
     */
    Path backendJar() {
        String given = System.getProperty(JAR);
        if (given != null) {
            return Path.of(given);
        }
        Path target = root.resolve("backend/target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> jars = files.filter(
                                file -> file.getFileName().toString().endsWith("-exec.jar"))
                        .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                        .toList();
                if (!jars.isEmpty()) {
                    return jars.getLast();
                }
            } catch (IOException unreadable) {
                throw new LaunchException(target + " cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
        throw new LaunchException("the backend is not built: no *-exec.jar in " + target + "; mvn package makes it");
    }

    /** What pods run of {@link #backendJar()}. */
    public PodImage podImage() {
        return PodImage.of(backendJar(), root.resolve("target/pods"));
    }

    /** The page of the cluster view, as it is packed into the jar. */
    Path clusterPage() {
        return root.resolve("web-ui/src/main/resources/static/cluster.html");
    }

    /** Logs of {@code ./run}. */
    public Path runFolder() {
        return root.resolve("target/run");
    }
}

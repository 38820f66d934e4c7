package org.distrisocks.cluster.fault.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.distrisocks.cluster.ClusterOptions;

/** The agent's jar, made of this package when a test first asks; Byte Buddy comes by its class path. */
final class AgentJar {

    private static final Path FILE = ClusterOptions.testFolder().resolve("fault-agent.jar");

    private static boolean made;

    private AgentJar() {}

    static synchronized Path file() {
        if (!made) {
            make();
            made = true;
        }
        return FILE;
    }

    private static void make() {
        try {
            Path classes = placeOf(FaultAgent.class);
            Manifest manifest = new Manifest();
            Attributes attributes = manifest.getMainAttributes();
            attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            attributes.put(new Attributes.Name("Agent-Class"), FaultAgent.class.getName());
            attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
            attributes.put(
                    Attributes.Name.CLASS_PATH, placeOf(ByteBuddy.class).toUri().toString());
            Files.createDirectories(FILE.getParent());
            try (OutputStream out = Files.newOutputStream(FILE);
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                for (Path file : classFiles(
                        classes.resolve(FaultAgent.class.getPackageName().replace('.', '/')))) {
                    jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, jar);
                }
            }
        } catch (IOException | URISyntaxException notMade) {
            throw new IllegalStateException("the fault agent's jar cannot be made", notMade);
        }
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}

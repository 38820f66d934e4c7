package org.distrisocks.cluster.manifest;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Renders folders of {@code k8s/} by the kustomize of this machine: kubectl's, one on the PATH, or that of ./verify. */
public final class Kustomize {

    static final Path ROOT = Path.of(System.getProperty("distrisocks.home", ".."))
            .toAbsolutePath()
            .normalize();

    private static final Path FOLDER = ROOT.resolve("k8s");
    private static final Pattern VERSION =
            Pattern.compile("(?:Kustomize Version: |^)v(?:[4-9]|\\d\\d)\\.|\\(devel\\)", Pattern.MULTILINE);

    /** Each folder is rendered once, and parsed for each test. */
    private static final Map<Path, String> RENDERED = new ConcurrentHashMap<>();

    /** How to ask for the version, and how to render; {@code ./verify} puts the last one there. */
    private enum Known {
        KUBECTL(List.of("kubectl", "version", "--client"), List.of("kubectl", "kustomize")),
        ON_PATH(List.of("kustomize", "version"), List.of("kustomize", "build")),
        FETCHED(
                List.of(ROOT.resolve("target/tools/kustomize").toString(), "version"),
                List.of(ROOT.resolve("target/tools/kustomize").toString(), "build"));

        private final List<String> version;
        private final List<String> build;

        Known(List<String> version, List<String> build) {
            this.version = version;
            this.build = build;
        }

        /** Components came with kustomize 4, which the kubectl of old distributions does not have; go install says no number. */
        boolean isNew() {
            return said(version).filter(text -> VERSION.matcher(text).find()).isPresent();
        }
    }

    private static final Optional<Known> FOUND =
            Stream.of(Known.values()).filter(Known::isNew).findFirst();

    private Kustomize() {}

    /** A folder such as {@code overlays/dev}. The test is skipped where there is no kustomize. */
    public static Manifest render(String folder) {
        return Manifest.parse(rendered(FOLDER.resolve(folder)));
    }

    /** A folder anywhere. */
    static Manifest renderFolder(Path folder) {
        return Manifest.parse(rendered(folder));
    }

    /** The base and one component, as an overlay of nothing else would have it. */
    static Manifest renderWithBase(String component) {
        try {
            Path overlay = Files.createDirectories(ROOT.resolve("target/k8s").resolve(component));
            Files.writeString(overlay.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources: [../../../k8s/base]
                    components: [../../../k8s/components/%s]
                    """.formatted(component));
            return Manifest.parse(rendered(overlay));
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /** Names of the folders below {@code overlays} or {@code components}. */
    static List<String> folders(String below) {
        try (Stream<Path> folders = Files.list(FOLDER.resolve(below))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String rendered(Path folder) {
        return RENDERED.computeIfAbsent(folder, Kustomize::build);
    }

    private static String build(Path folder) {
        Known kustomize =
                FOUND.orElseGet(() -> abort("no kustomize, and no kubectl with one: the manifests are not tested"));
        List<String> command = Stream.concat(kustomize.build.stream(), Stream.of(folder.toString()))
                .toList();
        return said(command).orElseThrow(() -> new AssertionError(folder + " cannot be rendered"));
    }

    /** What a command writes, errors too, if it ends well; what it says otherwise goes to the log. */
    private static Optional<String> said(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return Optional.of(said);
            }
            System.err.println(String.join(" ", command) + ": " + said);
            return Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

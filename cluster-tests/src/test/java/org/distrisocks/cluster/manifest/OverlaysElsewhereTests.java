package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** What {@code docs/kubernetes.md} says about using the overlays from another repository, done in another folder. */
class OverlaysElsewhereTests {

    private static final Path FOLDER = Kustomize.ROOT.resolve("k8s");
    private static final String REPOSITORY = "https://git.example.org/distrisocks.git//";

    @TempDir
    Path elsewhere;

    @SuppressWarnings("StreamResourceLeak") // JUnit closes it.
    static Stream<Path> files() throws IOException {
        return Files.walk(FOLDER)
                .filter(Files::isRegularFile)
                .filter(file -> !file.toString().endsWith(".json"));
    }

    /** The kustomization of the guide as it stands there, with a repository on this machine in the place of a remote one. */
    @Test
    void theKustomizationOfTheGuideRendersWithARemoteBase() throws Exception {
        Path repository = Files.createDirectories(elsewhere.resolve("repository"));
        FileSystemUtils.copyRecursively(FOLDER, repository.resolve("k8s"));
        git(repository, "init", "--quiet", "--initial-branch=v0.1.0");
        git(repository, "add", "k8s");
        git(repository, "commit", "--quiet", "--message=k8s");
        String guide = guide();
        Path own = Files.createDirectories(elsewhere.resolve("own"));
        Files.writeString(own.resolve("kustomization.yaml"), guide.replace(REPOSITORY, "file://" + repository + "//"));

        Manifest manifest = Kustomize.renderFolder(own);

        assertThat(guide).contains(REPOSITORY + "k8s/overlays/prod?ref=");
        assertThat(new References(manifest).dangling()).isEqualTo(List.of());
        assertThat(manifest.objects())
                .allMatch(object -> object.getMetadata().getNamespace().equals("chat"));
        assertThat(manifest.backend().getImage()).startsWith("registry.example.com/");
        assertThat(manifest.get(Gateway.class, "distrisocks")).satisfies(gateway -> {
            assertThat(gateway.getSpec().getGatewayClassName()).isEqualTo("our-class");
            assertThat(gateway.getSpec().getListeners())
                    .anyMatch(listener -> "chat.example.com".equals(listener.getHostname()));
            assertThat(gateway.getMetadata().getAnnotations()).containsValue("our-issuer");
        });
    }

    @Test
    void aCopyOfTheWholeFolderRenders() throws IOException {
        FileSystemUtils.copyRecursively(FOLDER, elsewhere.resolve("k8s"));

        assertThat(Kustomize.renderFolder(elsewhere.resolve("k8s/overlays/prod"))
                        .objects())
                .hasSameSizeAs(Kustomize.render("overlays/prod").objects());
    }

    /** Comments and READMEs name files too, and outlive them: without a folder one beside them. */
    @ParameterizedTest
    @MethodSource("files")
    void everyFileThatIsNamedIsThere(Path file) throws IOException {
        Matcher name = Pattern.compile("(?<![\\w./:*\\[-])(?:\\.\\./)*[\\w-]+(?:/[\\w.-]+)*\\.(?:yaml|md|json)\\b")
                .matcher(Files.readString(file).replace("application.yaml", "the key of a ConfigMap"));

        while (name.find()) {
            Stream<Path> places = Stream.of(file.resolveSibling(name.group()));
            if (name.group().contains("/")) {
                places = Stream.concat(
                        places, Stream.of(FOLDER, Kustomize.ROOT).map(from -> from.resolve(name.group())));
            }
            assertThat(places).as("%s names %s", file, name.group()).anyMatch(Files::exists);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsUsed(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.endsWith(".yaml") || name.equals("kustomization.yaml") || name.equals("secrets.example.yaml")) {
            return;
        }
        JsonNode kustomization = Manifest.STRICT.readTree(
                file.resolveSibling("kustomization.yaml").toFile());

        assertThat(Stream.concat(
                        texts(kustomization.path("resources")),
                        StreamSupport.stream(kustomization.path("patches").spliterator(), false)
                                .map(patch -> patch.path("path").asText())))
                .contains(name);
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    /** The one kustomization that the guide shows. */
    private static String guide() throws IOException {
        Matcher block = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Kustomize.ROOT.resolve("docs/kubernetes.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Whatever this machine has configured of git does not matter. */
    private static void git(Path folder, String... arguments) throws Exception {
        ProcessBuilder git = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("git.log").toFile());
        git.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_AUTHOR_NAME", "test",
                        "GIT_AUTHOR_EMAIL", "test@example.org",
                        "GIT_COMMITTER_NAME", "test",
                        "GIT_COMMITTER_EMAIL", "test@example.org"));
        assertThat(git.start().waitFor()).as("git %s", List.of(arguments)).isZero();
    }
}

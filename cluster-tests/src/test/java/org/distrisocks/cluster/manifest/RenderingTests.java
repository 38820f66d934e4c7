package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay, and the base with every component alone, renders to objects of the model, and names of theirs lead somewhere. */
class RenderingTests {

    static Stream<String> overlays() {
        return Kustomize.folders("overlays").stream();
    }

    static Stream<String> components() {
        return Kustomize.folders("components").stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void overlayRendersAndItsReferencesResolve(String overlay) {
        assertSound(Kustomize.render("overlays/" + overlay));
    }

    @ParameterizedTest
    @MethodSource("components")
    void componentRendersAloneAndItsReferencesResolve(String component) {
        assertSound(Kustomize.renderWithBase(component));
    }

    @ParameterizedTest
    @MethodSource("components")
    void componentTellsWhatItIsFor(String component) {
        assertThat(Kustomize.ROOT.resolve("k8s/components").resolve(component).resolve("README.md"))
                .satisfies(file -> assertThat(Files.readString(file)).startsWith("# " + component + "\n"));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowFails() {
        assertThatThrownBy(() -> Manifest.parse("""
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: x
                        spec:
                          portz: []
                        """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("portz");
    }

    private static void assertSound(Manifest manifest) {
        assertThat(manifest.objects()).isNotEmpty();
        assertThat(manifest.objects().stream().map(RenderingTests::identity)).doesNotHaveDuplicates();
        assertThat(new References(manifest).dangling()).isEqualTo(List.of());
    }

    private static String identity(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}

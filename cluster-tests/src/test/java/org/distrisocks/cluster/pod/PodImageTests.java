package org.distrisocks.cluster.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodImageTests {

    @TempDir
    private Path folder;

    private PodImage image;

    @BeforeEach
    void place() {
        image = new PodImage(folder.resolve("backend.jar"));
    }

    @Test
    void startsWithoutACacheBeforeOneIsMade() {
        assertThat(image.flags()).containsExactly("-jar", folder + "/backend.jar");
    }

    @Test
    void startsWithTheCacheThatIsThere() throws Exception {
        Files.createFile(folder.resolve("pod.aot"));

        assertThat(image.flags())
                .containsExactly("-XX:AOTCache=" + folder + "/pod.aot", "-jar", folder + "/backend.jar");
    }

    @Test
    void saysWhichJarCannotBeRead() {
        Path none = folder.resolve("none.jar");

        assertThatExceptionOfType(LaunchException.class)
                .isThrownBy(() -> PodImage.of(none, folder.resolve("images")))
                .withMessageContaining(none.toString());
    }

    @Test
    void saysWhyAJarCannotBeTakenApart() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar at all");

        assertThatExceptionOfType(LaunchException.class)
                .isThrownBy(() -> PodImage.of(broken, folder.resolve("images")))
                .withMessageContaining("Invalid or corrupt jarfile");
    }
}

package org.distrisocks.cluster.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodSpecTests {

    private final PodSpec spec = new PodSpec(
            "pod-1",
            8081,
            9081,
            new PodImage(Path.of("backend.jar")),
            Path.of("pod-1.log"),
            Map.of("server.address", "0.0.0.0", "logging.level.root", "DEBUG"),
            Map.of("distrisocks.auth.jwt.secret", "very-secret", "a.b-c.d", "hidden"));

    @Test
    void givesSettingsAsArgumentsEachOnce() {
        assertThat(spec.command())
                .contains("--distrisocks.pod.id=pod-1", "--server.port=8081", "--logging.level.root=DEBUG")
                .contains("--management.server.port=9081")
                .contains("--server.address=0.0.0.0")
                .doesNotContain("--server.address=127.0.0.1");
    }

    @Test
    void endsWhenItsMemoryIsOutAsTheImageDoes() {
        assertThat(spec.command()).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void keepsSecretsOutOfTheArguments() {
        assertThat(String.join(" ", spec.command())).doesNotContain("very-secret", "hidden");
        assertThat(spec.environment())
                .containsEntry("DISTRISOCKS_AUTH_JWT_SECRET", "very-secret")
                .containsEntry("A_BC_D", "hidden");
    }
}

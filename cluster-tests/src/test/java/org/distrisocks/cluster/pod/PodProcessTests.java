package org.distrisocks.cluster.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a jar that is not there, so the process ends by itself at once. */
class PodProcessTests {

    @TempDir
    Path folder = Path.of("");

    @Test
    void tellsWhyAPodEndedInsteadOfGettingReady() {
        try (PodProcess pod = pod()) {
            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(pod::start)
                    .withMessageStartingWith("pod-7 ended with exit code 1: Error: Unable to access jarfile")
                    .withMessageContaining("pod-7.log");
            assertThat(pod.isAlive()).isFalse();
        }
    }

    @Test
    void reportsADeathThatNobodyAskedFor() throws Exception {
        CompletableFuture<Integer> death = new CompletableFuture<>();
        try (PodProcess pod = pod()) {
            pod.onDeath(death::complete);
            pod.launch();

            assertThat(death.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void saysNothingOfADeathByKill() throws Exception {
        CompletableFuture<Integer> death = new CompletableFuture<>();
        try (PodProcess pod = pod()) {
            pod.onDeath(death::complete);
            pod.launch();
            pod.kill();

            assertThat(pod.isAlive()).isFalse();
            assertThat(death).isNotDone();
        }
    }

    private PodProcess pod() {
        PodSpec spec = new PodSpec(
                "pod-7",
                LoopbackPort.free().number(),
                LoopbackPort.free().number(),
                new PodImage(folder.resolve("none.jar")),
                folder.resolve("pod-7.log"),
                Map.of(),
                Map.of());
        return new PodProcess(spec, Duration.ofSeconds(5));
    }
}

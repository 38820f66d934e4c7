package org.distrisocks.cluster.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodProcessTests {

    /** Before it does anything: for ever. */
    private static final String WAIT_FOR_A_DEBUGGER =
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0";

    @TempDir
    Path folder = Path.of("");

    @Test
    void tellsWhyAPodEndedInsteadOfGettingReady() {
        try (PodProcess pod = endingAtOnce()) {
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
        try (PodProcess pod = endingAtOnce()) {
            pod.onDeath(death::complete);
            pod.launch();

            assertThat(death.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void saysNothingOfADeathByKill() throws Exception {
        Path jar = waiting();
        CompletableFuture<Integer> death = new CompletableFuture<>();
        try (PodProcess pod = pod(jar, List.of(WAIT_FOR_A_DEBUGGER))) {
            pod.onDeath(death::complete);
            pod.launch();
            pod.kill();
            assertThat(pod.isAlive()).isFalse();

            Files.delete(jar);
            pod.launch();
            assertThat(death.get(20, TimeUnit.SECONDS))
                    .as("the first death told")
                    .isEqualTo(1);
        }
    }

    /** Its jar is not there. */
    private PodProcess endingAtOnce() {
        return pod(folder.resolve("none.jar"), List.of());
    }

    private Path waiting() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "none.Main");
        Path jar = folder.resolve("waits.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private PodProcess pod(Path jar, List<String> jvmFlags) {
        PodSpec spec = new PodSpec(
                "pod-7",
                LoopbackPort.reserve().number(),
                LoopbackPort.reserve().number(),
                new PodImage(jar),
                folder.resolve("pod-7.log"),
                Map.of(),
                Map.of(),
                jvmFlags);
        return new PodProcess(spec, Duration.ofSeconds(5));
    }
}

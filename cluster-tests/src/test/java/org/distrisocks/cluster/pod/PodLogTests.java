package org.distrisocks.cluster.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodLogTests {

    @TempDir
    Path folder = Path.of("");

    @Test
    void prefersWhatSpringBootDescribes() throws IOException {
        assertThat(reasonOf("""
                10:00 ERROR something else
                Caused by: java.net.BindException: Address already in use

                ***************************
                APPLICATION FAILED TO START
                ***************************

                Description:

                Web server failed to start. Port 8080 was already in use.

                Action:

                Stop the process that listens on port 8080.
                """)).isEqualTo("Web server failed to start. Port 8080 was already in use.");
    }

    @Test
    void saysThatMemoryIsOutWhateverFailedOfIt() throws IOException {
        assertThat(reasonOf("""
                Terminating due to java.lang.OutOfMemoryError: Java heap space
                10:00 ERROR a batch of 3 could not be handled
                Caused by: java.lang.IllegalStateException: no answer
                """)).isEqualTo("Terminating due to java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void takesTheDeepestCauseElse() throws IOException {
        assertThat(reasonOf("""
                10:00 ERROR Application run failed
                java.lang.IllegalStateException: outer
                Caused by: java.lang.RuntimeException: middle
                Caused by: java.net.ConnectException: Connection refused
                \tat java.base/sun.nio.ch.Net.connect(Net.java:1)
                """)).isEqualTo("Caused by: java.net.ConnectException: Connection refused");
    }

    @Test
    void takesTheLastErrorThenTheLastLine() throws IOException {
        assertThat(reasonOf("10:00 ERROR first\n10:01 ERROR second\n10:02 INFO bye\n"))
                .isEqualTo("10:01 ERROR second");
        assertThat(reasonOf("Error: Unable to access jarfile x.jar\n\n"))
                .isEqualTo("Error: Unable to access jarfile x.jar");
    }

    @Test
    void looksAtTheLastStartOnly() throws IOException {
        String before = "Caused by: java.io.IOException: of the start before\n";
        Path log = Files.writeString(folder.resolve("pod.log"), before + "the last line\n");

        assertThat(new PodLog(log, before.length()).reason()).isEqualTo("the last line");
    }

    @Test
    void saysSoWhenThereIsNothing() throws IOException {
        assertThat(reasonOf("")).isEqualTo("it wrote nothing");
        assertThat(new PodLog(folder.resolve("none"), 0).reason()).startsWith("its log cannot be read");
    }

    private String reasonOf(String text) throws IOException {
        return new PodLog(Files.writeString(folder.resolve("pod.log"), text), 0).reason();
    }
}

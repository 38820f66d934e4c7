package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.PortHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTests {

    @TempDir
    private Path home;

    @Test
    void startsNothingIfAManagementPortIsTaken() throws Exception {
        int management = LoopbackPort.reserve().number();
        int first = management - 1 - ClusterOptions.MANAGEMENT_OFFSET;
        try (ServerSocket taken = new ServerSocket(management, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Path errors = home.resolve("errors");
            Process run = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Ddistrisocks.home=" + home,
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunCommand.class.getName(),
                            "--port",
                            Integer.toString(first))
                    .redirectError(errors.toFile())
                    .start();

            assertThat(run.inputReader().readAllAsString()).as("steps").isEmpty();
            assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).isEqualTo(1);
            assertThat(Files.readAllLines(errors))
                    .contains("run: port %d for the management of pod-1 is taken by %s: use --port for another one"
                            .formatted(taken.getLocalPort(), PortHolder.of(taken.getLocalPort())));
        }
    }
}

package org.distrisocks.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class DevServicesMainIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endWhatIsLeft() throws IOException {
        started.forEach(Process::destroyForcibly);
        Processes.of(folder.toRealPath()).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void saysWhereTheServicesAreAndStopsOnSigterm() throws Exception {
        Path data = Files.createDirectory(folder.resolve("term")).toRealPath();
        Process main = main("term", "--data", data.toString());
        awaitOutput("term", main, "ready");

        List<String> lines = Files.readAllLines(folder.resolve("term.out"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("kafka 127\\.0\\.0\\.1:\\d+");
        assertThat(lines.get(1)).matches("postgresql jdbc:postgresql://127\\.0\\.0\\.1:\\d+/distrisocks");
        assertThat(lines.get(2)).matches("redis 127\\.0\\.0\\.1:\\d+");
        assertThat(lines.get(3)).isEqualTo("ready");
        assertThat(Processes.of(data)).hasSizeGreaterThan(2);

        main.destroy();

        assertThat(main.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(main.exitValue()).isEqualTo(128 + 15);
        assertThat(Processes.of(data)).isEmpty();
        assertThat(folder.resolve("term.err")).content().isEmpty();
    }

    @Test
    void nextStartEndsTheOrphansOfAKilledMainAndSparesALivingOne() throws Exception {
        Path data = Files.createDirectory(folder.resolve("killed")).toRealPath();
        Path other = Files.createDirectory(folder.resolve("living")).toRealPath();
        Process killed = main("killed", "--data", data.toString());
        awaitOutput("killed", killed, "ready");
        new Clients(addresses("killed")).execute("CREATE TABLE kept AS SELECT 'hello' AS body");
        Process living = main("living", "--data", other.toString());
        awaitOutput("living", living, "ready");

        killed.destroyForcibly().waitFor();
        List<ProcessHandle> orphans = Processes.of(data);
        assertThat(orphans).hasSizeGreaterThanOrEqualTo(2).allMatch(ProcessHandle::isAlive);

        try (DevServices next = DevServices.start(DevServicesOptions.embedded().withDataDirectory(data))) {
            assertThat(orphans).noneMatch(Processes.of(data)::contains);
            assertThat(new Clients(next.addresses()).query("SELECT body FROM kept"))
                    .isEqualTo("hello");
            Clients theirs = new Clients(addresses("living"));
            assertThat(theirs.redis("PING")).isEqualTo("+PONG");
            assertThat(theirs.query("SELECT 1")).isEqualTo("1");
        }
        assertThat(Processes.of(data)).isEmpty();
    }

    @Test
    void endsWithOneLineIfAServiceFails() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            Path data = Files.createDirectory(folder.resolve("taken")).toRealPath();
            String port = Integer.toString(taken.getLocalPort());
            Process main = main("taken", "--data", data.toString(), "--redis-port", port);

            assertThat(main.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(main.exitValue()).isEqualTo(1);
            assertThat(folder.resolve("taken.err"))
                    .content()
                    .startsWith("redis: port " + port + " on 127.0.0.1 is taken by ")
                    .hasLineCount(1);
            assertThat(folder.resolve("taken.out")).content().isEmpty();
            assertThat(Processes.of(data)).isEmpty();
        }
    }

    private Process main(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                DevServicesMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
        started.add(process);
        return process;
    }

    private void awaitOutput(String name, Process process, String line) {
        BooleanSupplier printed = () -> read(name + ".out").contains(line);
        Awaitility.await(name + " prints " + line)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertThat(process.isAlive() || printed.getAsBoolean())
                        .as(() -> name + " has ended: " + read(name + ".err"))
                        .isTrue())
                .until(printed::getAsBoolean);
    }

    private ServiceAddresses addresses(String name) {
        List<String> lines = read(name + ".out");
        return new ServiceAddresses(
                lines.get(0).substring("kafka ".length()),
                lines.get(1).substring("postgresql ".length()),
                DevServicesOptions.DEFAULT_LOGIN,
                DevServicesOptions.DEFAULT_LOGIN,
                LoopbackPort.HOST,
                Integer.parseInt(lines.get(2).substring(lines.get(2).lastIndexOf(':') + 1)));
    }

    private List<String> read(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

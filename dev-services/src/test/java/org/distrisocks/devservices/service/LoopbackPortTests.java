package org.distrisocks.devservices.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackPortTests {

    private static final int SUITES = 2;
    private static final int PORTS_OF_A_SUITE = 300;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void givesNoPortTwiceToTwoSuitesAtOneTime() throws Exception {
        List<BufferedReader> suites = new ArrayList<>();
        for (int i = 0; i < SUITES; i++) {
            suites.add(output(java(Suite.class)));
        }

        Set<String> ports = new HashSet<>();
        for (BufferedReader suite : suites) {
            for (int i = 0; i < PORTS_OF_A_SUITE; i++) {
                assertThat(ports.add(suite.readLine())).as("reserved once").isTrue();
            }
        }
    }

    @Test
    void choosesNoPortOfOutgoingConnections() {
        OutgoingPorts outgoing = OutgoingPorts.ofThisSystem();
        for (int i = 0; i < 100; i++) {
            assertThat(outgoing.contains(LoopbackPort.reserve().number())).isFalse();
        }
    }

    @Test
    void readsTheRangeOfOutgoingConnections() {
        OutgoingPorts outgoing = OutgoingPorts.parse("32768\t60999\n");

        assertThat(outgoing).isEqualTo(new OutgoingPorts(32_768, 60_999));
        assertThat(outgoing.contains(32_767)).isFalse();
        assertThat(outgoing.contains(32_768)).isTrue();
        assertThat(outgoing.contains(60_999)).isTrue();
        assertThat(outgoing.contains(61_000)).isFalse();
    }

    @Test
    void letsServersComeAndGoOnAReservedPort() throws Exception {
        LoopbackPort port = LoopbackPort.reserve();
        for (int i = 0; i < 2; i++) {
            try (ServerSocket server = listen(port.number())) {
                assertThat(server.isBound()).isTrue();
                assertThat(port.isFree()).isFalse();
            }
            assertThat(port.isFree()).isTrue();
        }
        assertThat(port.hold()).as("reserved again").isFalse();
    }

    /** In a network of its own, in which connections have few ports to come from. */
    @Test
    void keepsAHeldPortFromConnectionsAndForItsServer() throws Exception {
        Process alone = start(List.of("unshare", "--user", "--map-root-user", "--net", "true"));
        assumeTrue(alone.waitFor(10, TimeUnit.SECONDS) && alone.exitValue() == 0, "no namespaces here");

        Process connector = start(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--net",
                "sh",
                "-c",
                "ip link set lo up && echo 39070 39090 > /proc/sys/net/ipv4/ip_local_port_range && exec \"$@\"",
                "sh",
                program(),
                "-cp",
                System.getProperty("java.class.path"),
                Connector.class.getName(),
                "39080"));

        // Without it 21, and none for the server. The kernel's search may leave a port out.
        assertThat(output(connector).readLine()).matches("(1[0-9]|20) connections, server listens");
    }

    /** Reserves ports as a suite of tests does, and keeps them until it is ended. */
    static final class Suite {
        private Suite() {}

        static void main() throws IOException {
            for (int i = 0; i < PORTS_OF_A_SUITE; i++) {
                System.out.println(LoopbackPort.reserve().number());
            }
            System.in.read();
        }
    }

    /** Holds a port, connects until there are no ports left, and then listens on the held one. */
    static final class Connector {
        private Connector() {}

        static void main(String... args) throws IOException {
            int held = Integer.parseInt(args[0]);
            if (!new LoopbackPort(held).hold()) {
                throw new IllegalStateException("not held");
            }
            List<Socket> connections = new ArrayList<>();
            try (ServerSocket target = listen(25_000)) {
                while (connections.size() < 100) {
                    connections.add(new Socket(InetAddress.getLoopbackAddress(), target.getLocalPort()));
                }
            } catch (IOException noPortLeft) {
                try (ServerSocket server = listen(held)) {
                    System.out.println(connections.size() + " connections, server "
                            + (server.isBound() ? "listens" : "does not listen"));
                }
            }
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 200, InetAddress.ofLiteral(LoopbackPort.HOST));
    }

    private Process java(Class<?> main) throws IOException {
        return start(List.of(program(), "-cp", System.getProperty("java.class.path"), main.getName()));
    }

    private Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private static BufferedReader output(Process process) {
        return process.inputReader();
    }

    private static String program() {
        return ProcessHandle.current().info().command().orElseThrow();
    }
}

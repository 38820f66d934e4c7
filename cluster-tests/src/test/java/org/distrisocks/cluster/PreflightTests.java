package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.PortHolder;
import org.junit.jupiter.api.Test;

class PreflightTests {

    @Test
    void asksForAPortAndAManagementPortOfEachPod() {
        assertThat(NeededPort.ofPods(8080, 2))
                .containsExactly(
                        new NeededPort(8080, "pod-0", "--port"),
                        new NeededPort(9080, "the management of pod-0", "--port"),
                        new NeededPort(8081, "pod-1", "--port"),
                        new NeededPort(9081, "the management of pod-1", "--port"));
    }

    @Test
    void asksForTheFixedPortsOfServicesAlone() {
        assertThat(NeededPort.ofServices(DevServicesOptions.embedded())).isEmpty();
        assertThat(NeededPort.ofServices(DevServicesOptions.embedded().withPorts(9092, 0, 0)))
                .containsExactly(new NeededPort(9092, "kafka", "distrisocks.services.kafka-port"));
    }

    @Test
    void namesEachPortThatIsTakenWithItsPurposeAndItsHolder() throws Exception {
        try (ServerSocket pod = listen("127.0.0.1", LoopbackPort.reserve().number());
                ServerSocket management =
                        listen("0.0.0.0", LoopbackPort.reserve().number());
                ServerSocket kafka = listen("127.0.0.1", LoopbackPort.reserve().number())) {
            String who = PortHolder.of(kafka.getLocalPort());

            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(() -> Preflight.reserve(
                            List.of(
                                    new NeededPort(pod.getLocalPort(), "pod-0", "--port"),
                                    new NeededPort(management.getLocalPort(), "the management of pod-0", "--port")),
                            List.of(new NeededPort(kafka.getLocalPort(), "kafka", "kafka-port"))))
                    .withMessage(
                            "port %d for pod-0 is taken by %s: use --port for another one", pod.getLocalPort(), who)
                    .satisfies(failure -> assertThat(
                                    Arrays.stream(failure.getSuppressed()).map(Throwable::getMessage))
                            .containsExactly(
                                    "port %d for the management of pod-0 is taken by %s: use --port for another one"
                                            .formatted(management.getLocalPort(), who),
                                    "port %d for kafka is taken by %s: use kafka-port for another one"
                                            .formatted(kafka.getLocalPort(), who)));
        }
    }

    @Test
    void namesTheConnectionThatHasAPort() throws Exception {
        try (ServerSocket server = listen("127.0.0.1", 0);
                Socket outgoing = new Socket(server.getInetAddress(), server.getLocalPort())) {
            int port = outgoing.getLocalPort();

            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(() -> Preflight.reserve(List.of(new NeededPort(port, "pod-0", "--port")), List.of()))
                    .withMessageStartingWith("port %d for pod-0 is taken by %s", port, PortHolder.of(port));
        }
    }

    @Test
    void keepsAFreePortForItsPod() throws Exception {
        int port;
        try (ServerSocket before = listen("127.0.0.1", 0)) {
            port = before.getLocalPort();
        }

        Preflight.reserve(List.of(new NeededPort(port, "pod-0", "--port")), List.of());

        assertThat(new LoopbackPort(port).isFree()).isTrue();
        assertThat(new LoopbackPort(port).hold()).as("held already").isFalse();
    }

    private static ServerSocket listen(String host, int port) throws Exception {
        return new ServerSocket(port, 1, InetAddress.ofLiteral(host));
    }
}

package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.Test;

class PreflightTests {

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(() -> Preflight.requireFreePorts(other.getLocalPort(), 1))
                    .withMessage("port %d is taken: use --port for another one", other.getLocalPort());
        }
    }

    @Test
    void looksAtThePortOfEachPod() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(() -> Preflight.requireFreePorts(other.getLocalPort() - 1, 2))
                    .withMessageContaining("is taken");
        }
    }

    @Test
    void passesFreePorts() {
        int port = LoopbackPort.free().number();

        assertThatCode(() -> Preflight.requireFreePorts(port, 1)).doesNotThrowAnyException();
    }
}

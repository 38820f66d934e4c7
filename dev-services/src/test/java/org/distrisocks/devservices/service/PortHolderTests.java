package org.distrisocks.devservices.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PortHolderTests {

    private static final String US = "process " + ProcessHandle.current().pid() + " (java)";

    @Test
    void namesTheServerBeforeItsConnections() throws Exception {
        for (InetAddress host :
                new InetAddress[] {InetAddress.ofLiteral(LoopbackPort.HOST), InetAddress.ofLiteral("0.0.0.0")}) {
            try (ServerSocket server = new ServerSocket(0, 1, host);
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                assertThat(PortHolder.of(accepted.getLocalPort())).isEqualTo(US);
                assertThat(PortHolder.of(client.getLocalPort())).isEqualTo("a connection of " + US);
            }
        }
    }

    @Test
    void namesWhoReservedAPort() {
        assertThat(PortHolder.of(LoopbackPort.reserve().number())).isEqualTo(US);
    }

    @Test
    void knowsNobodyOnAFreePortOrOnAnotherAddress() throws Exception {
        try (Socket elsewhere = new Socket()) {
            elsewhere.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
            assertThat(PortHolder.of(elsewhere.getLocalPort())).isEqualTo("an unknown process");
        }
    }
}

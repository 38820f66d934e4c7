package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before a server that sends back what it gets. */
class TcpProxyTests {

    private ServerSocket echo = server();
    private final TcpProxy proxy = TcpProxy.between(LoopbackPort.reserve(), new LoopbackPort(echo.getLocalPort()));

    @BeforeEach
    void serve() {
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    Thread.ofVirtual().start(() -> sendBack(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void carriesOctetsBothWaysAndTheEnd() throws IOException {
        try (Socket client = connect()) {
            byte[] much = new byte[1 << 20];
            Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(much);
                    client.shutdownOutput();
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            });

            assertThat(client.getInputStream().readAllBytes()).hasSize(much.length);
        }
    }

    @Test
    void delaysEachWayWithoutSlowing() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            proxy.delay(Duration.ofMillis(100));

            long begin = System.nanoTime();
            client.getOutputStream().write(new byte[50]);
            client.getInputStream().readNBytes(50);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(200), Duration.ofMillis(600));
        }
    }

    @Test
    void throttles() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            proxy.throttle(10_000);

            long begin = System.nanoTime();
            client.getOutputStream().write(new byte[3_000]);
            client.getInputStream().readNBytes(3_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
        }
    }

    @Test
    void swallowsAndGivesBackWhenHealed() throws IOException {
        try (Socket before = connect()) {
            ask(before);
            proxy.blackHole();
            try (Socket meanwhile = connect()) {
                for (Socket client : new Socket[] {before, meanwhile}) {
                    client.getOutputStream().write(7);
                    client.setSoTimeout(200);
                    InputStream answer = client.getInputStream();
                    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(answer::read);
                }
                proxy.heal();
                for (Socket client : new Socket[] {before, meanwhile}) {
                    client.setSoTimeout(5_000);
                    assertThat(client.getInputStream().read()).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void resetsWhatIsOpenAndTakesNewConnections() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            proxy.reset();

            InputStream answer = client.getInputStream();
            assertThatExceptionOfType(SocketException.class).isThrownBy(answer::read);
        }
        try (Socket next = connect()) {
            ask(next);
        }
    }

    @Test
    void refusesWhenItIsCutUntilItIsHealed() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            proxy.cut();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(this::connect);
        proxy.heal();
        try (Socket next = connect()) {
            ask(next);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(
                        InetAddress.ofLiteral(LoopbackPort.HOST), proxy.port().number()),
                2_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
    }

    private static void sendBack(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // The proxy has broken it.
        }
    }

    private static ServerSocket server() {
        try {
            return new ServerSocket(0, 50, InetAddress.ofLiteral(LoopbackPort.HOST));
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }
}

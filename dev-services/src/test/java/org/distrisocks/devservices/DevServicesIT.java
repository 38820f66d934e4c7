package org.distrisocks.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevServicesIT extends StartedServices {

    DevServicesIT() {
        super(DevServicesOptions.embedded());
    }

    @Test
    void servicesOfOthersAreOnlyAsked() throws Exception {
        DevServices external = DevServices.start(DevServicesOptions.external(services.addresses()));
        assertThat(external.addresses()).isEqualTo(services.addresses());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> external.redis().stop());
        external.close();

        assertThat(clients.redis("PING")).isEqualTo("+PONG");
    }

    @Test
    void namesTheServiceOfOthersThatIsSilent() {
        ServiceAddresses at = services.addresses();
        int nobody = LoopbackPort.reserve().number();
        ServiceAddresses wrong = new ServiceAddresses(
                at.kafkaBootstrapServers(), at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword(), at.redisHost(), nobody);

        assertThatExceptionOfType(DevServiceException.class)
                .isThrownBy(() -> DevServices.start(DevServicesOptions.external(wrong)))
                .withMessageStartingWith("redis: does not answer at 127.0.0.1:" + nobody)
                .satisfies(failure -> assertThat(failure.getMessage()).hasLineCount(1));
    }

    @Test
    void namesThePortThatIsTakenAndLeavesNothing(@TempDir Path data) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            DevServicesOptions options = DevServicesOptions.embedded()
                    .withDataDirectory(data)
                    .withPorts(0, taken.getLocalPort(), taken.getLocalPort());

            assertThatExceptionOfType(DevServiceException.class)
                    .isThrownBy(() -> DevServices.start(options))
                    .withMessageStartingWith("postgresql: port %d on 127.0.0.1 is taken by ", taken.getLocalPort())
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .asString()
                            .contains("redis: port "));
        }
        assertThat(Processes.of(data)).isEmpty();
    }

    @Test
    void keepsDataAndClusterInAKeptDirectory(@TempDir Path data) throws Exception {
        DevServicesOptions options = DevServicesOptions.embedded().withDataDirectory(data);
        String cluster;
        try (DevServices first = DevServices.start(options)) {
            Clients before = new Clients(first.addresses());
            before.createTopic("kept");
            before.produce("kept", "in kafka");
            before.execute("CREATE TABLE kept AS SELECT 'in postgresql' AS body");
            before.redis("SET kept in-redis");
            cluster = clusterId(data);
            assertThatExceptionOfType(DevServiceException.class)
                    .isThrownBy(() -> DevServices.start(options))
                    .withMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
        assertThat(Processes.of(data)).isEmpty();

        try (DevServices second = DevServices.start(options)) {
            Clients after = new Clients(second.addresses());
            assertThat(after.consume("kept", "readers")).isEqualTo("in kafka");
            assertThat(after.query("SELECT body FROM kept")).isEqualTo("in postgresql");
            assertThat(after.redis("GET kept")).isEqualTo("in-redis");
            assertThat(clusterId(data)).isEqualTo(cluster);
            after.execute("SELECT 1");
            assertThatNoException().isThrownBy(second::close);
        }
        assertThat(Processes.of(data)).isEmpty();
        assertThat(data.resolve("postgresql")).exists();
    }

    private static String clusterId(Path data) throws Exception {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("kafka").resolve("meta.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty("cluster.id");
    }
}

package org.distrisocks.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DevServicesOptionsTests {

    private static final Map<String, String> EXTERNAL = Map.of(
            "distrisocks.services", "external",
            "distrisocks.services.kafka", "kafka:9092",
            "distrisocks.services.jdbc-url", "jdbc:postgresql://db:5432/chat",
            "distrisocks.services.jdbc-user", "chat",
            "distrisocks.services.jdbc-password", "secret",
            "distrisocks.services.redis", "cache:6379");

    @Test
    void readsEachModeInAnyCase() {
        assertThat(ServiceMode.parse("embedded")).isEqualTo(ServiceMode.EMBEDDED);
        assertThat(ServiceMode.parse(" Docker ")).isEqualTo(ServiceMode.DOCKER);
        assertThat(ServiceMode.parse("EXTERNAL")).isEqualTo(ServiceMode.EXTERNAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceMode.parse("cloud"))
                .withMessageContaining("embedded, docker or external")
                .withMessageContaining("cloud");
    }

    @Test
    void startsEmbeddedServicesIfNothingIsSaid() {
        assertThat(DevServicesOptions.from(_ -> null)).isEqualTo(DevServicesOptions.embedded());
        assertThat(DevServicesMain.options()).isEqualTo(DevServicesOptions.embedded());
    }

    @Test
    void readsExternalAddresses() {
        ServiceAddresses external =
                Objects.requireNonNull(DevServicesOptions.from(EXTERNAL::get).external());

        assertThat(external)
                .isEqualTo(new ServiceAddresses(
                        "kafka:9092", "jdbc:postgresql://db:5432/chat", "chat", "secret", "cache", 6379));
        assertThat(external.toString()).doesNotContain("secret");
    }

    @Test
    void pointsSpringAtTheServices() {
        ServiceAddresses addresses = new ServiceAddresses("k:1", "jdbc:postgresql://p:2/d", "user", "password", "r", 3);

        assertThat(addresses.asSpringProperties())
                .isEqualTo(Map.of(
                        "spring.kafka.bootstrap-servers", "k:1",
                        "spring.datasource.url", "jdbc:postgresql://p:2/d",
                        "spring.datasource.username", "user",
                        "spring.datasource.password", "password",
                        "spring.data.redis.host", "r",
                        "spring.data.redis.port", "3"));
    }

    @Test
    void namesTheExternalAddressThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesOptions.from(
                        name -> name.equals("distrisocks.services.jdbc-url") ? null : EXTERNAL.get(name)))
                .withMessageContaining("distrisocks.services.jdbc-url");
    }

    @Test
    void namesTheAddressThatIsNoHostAndPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesOptions.from(
                        name -> name.equals("distrisocks.services.redis") ? "cache" : EXTERNAL.get(name)))
                .withMessageContaining("distrisocks.services.redis must be host:port");
    }

    @Test
    void readsArgumentsInBothForms() {
        DevServicesOptions options = DevServicesMain.options(
                "--services=embedded", "--data", "here", "--kafka-port=9092", "--redis-port", "1");

        assertThat(options)
                .isEqualTo(DevServicesOptions.embedded()
                        .withDataDirectory(Path.of("here"))
                        .withPorts(9092, 0, 1));
    }

    @Test
    void rejectsArgumentsItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesMain.options("--port=1"))
                .withMessageContaining("--port=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesMain.options("--data"))
                .withMessageContaining("--data needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesMain.options("--kafka-port=many"))
                .withMessageContaining("kafka-port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesMain.options("--kafka-port=70000"))
                .withMessageContaining("kafka-port");
    }

    @Test
    void keepsNoDataForServicesOfOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevServicesOptions.docker().withDataDirectory(Path.of("here")))
                .withMessageContaining("embedded services only");
    }
}

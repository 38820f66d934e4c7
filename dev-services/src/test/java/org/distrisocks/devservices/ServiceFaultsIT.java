package org.distrisocks.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.Probe;
import org.distrisocks.devservices.service.Probes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real signals: what is killed starts again with its data, what stands still does not answer. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceFaultsIT {

    private DevServices services;

    @BeforeAll
    void start() {
        services = DevServices.start(DevServicesOptions.embedded().withOwnKafka(null));
    }

    @AfterAll
    void stop() {
        services.close();
    }

    @Test
    void keepsTheTopicsOfAKilledKafka() throws Exception {
        String at = services.addresses().kafkaBootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", at))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        killAndStart(services.kafka(), Probes.kafka(at));

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", at))) {
            Set<String> topics = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            assertThat(topics).contains("kept");
        }
    }

    @Test
    void recoversTheRowsOfAKilledPostgres() throws Exception {
        ServiceAddresses at = services.addresses();
        try (Connection connection = connect(at);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        killAndStart(services.postgres(), Probes.postgres(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword()));

        try (Connection connection = connect(at);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void startsAKilledRedis() throws Exception {
        ServiceAddresses at = services.addresses();
        killAndStart(services.redis(), Probes.redis(at.redisHost(), at.redisPort()));
    }

    @Test
    void holdsEachStillAndLetsItGoOn() throws Exception {
        ServiceAddresses at = services.addresses();
        Map<DevService, Probe> probes = Map.of(
                services.kafka(),
                Probes.kafka(at.kafkaBootstrapServers()),
                services.postgres(),
                Probes.postgres(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword()),
                services.redis(),
                Probes.redis(at.redisHost(), at.redisPort()));
        probes.keySet().forEach(DevService::pause);
        try {
            probes.values().parallelStream()
                    .forEach(probe -> assertThatExceptionOfType(Exception.class).isThrownBy(probe::ask));
        } finally {
            probes.keySet().forEach(DevService::resume);
        }
        for (Probe probe : probes.values()) {
            probe.ask();
        }
    }

    private static void killAndStart(DevService service, Probe probe) throws Exception {
        service.kill();
        assertThatExceptionOfType(Exception.class).isThrownBy(probe::ask);
        service.start();
        probe.ask();
    }

    private static Connection connect(ServiceAddresses at) throws Exception {
        return DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
    }
}

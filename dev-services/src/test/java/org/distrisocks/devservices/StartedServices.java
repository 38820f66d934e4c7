package org.distrisocks.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What holds for the services that we start, whoever runs them. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class StartedServices {

    final DevServicesOptions options;
    DevServices services;
    Clients clients;

    StartedServices(DevServicesOptions options) {
        this.options = options;
    }

    @BeforeAll
    void start() {
        services = DevServices.start(options);
        clients = new Clients(services.addresses());
    }

    @AfterAll
    void stop() {
        if (services != null) {
            services.close();
        }
    }

    @Test
    void kafkaKeepsWhatItIsGivenOverAStop() throws Exception {
        clients.createTopic("letters");
        clients.produce("letters", "hello");
        assertThat(clients.consume("letters", "before")).isEqualTo("hello");

        services.kafka().stop();
        assertThat(catchThrowable(() -> clients.produce("letters", "lost"))).isNotNull();
        services.kafka().start();

        assertThat(clients.consume("letters", "after")).isEqualTo("hello");
    }

    @Test
    void kafkaCreatesNoTopicBecauseItIsWrittenTo() {
        assertThat(catchThrowable(() -> clients.produce("never-created", "lost")))
                .hasMessageContaining("never-created");
    }

    @Test
    void postgresKeepsWhatItIsGivenOverAStop() throws Exception {
        clients.execute("CREATE TABLE letters (body text)");
        clients.execute("INSERT INTO letters VALUES ('hello')");

        services.postgres().stop();
        assertThat(catchThrowable(() -> clients.query("SELECT 1"))).isNotNull();
        services.postgres().start();

        assertThat(clients.query("SELECT body FROM letters")).isEqualTo("hello");
    }

    @Test
    void postgresIsAsDurableAsInProduction() throws Exception {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(clients.query("SHOW " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(Integer.parseInt(clients.query("SHOW max_connections"))).isGreaterThanOrEqualTo(300);
    }

    @Test
    void redisKeepsWhatItIsGivenOverAStop() throws Exception {
        assertThat(clients.redis("SET letter hello")).isEqualTo("+OK");

        services.redis().stop();
        assertThat(catchThrowable(() -> clients.redis("PING"))).isNotNull();
        services.redis().start();

        assertThat(clients.redis("GET letter")).isEqualTo("hello");
    }
}

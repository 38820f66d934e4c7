package org.distrisocks.devservices.docker;

import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probes;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The three services as containers, of the same versions as the embedded ones or the nearest that has an image. */
public final class DockerServices {

    static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");
    static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18.1-alpine");
    static final DockerImageName REDIS = DockerImageName.parse("redis:6.2.20-alpine");

    private static final int KAFKA_PORT = 9092;
    private static final int REDIS_PORT = 6379;

    private DockerServices() {}

    /** Whether a Docker engine answers. */
    public static boolean engineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * Checks that a Docker engine answers.
     *
     * @throws DevServiceException if none does
     */
    public static void requireEngine() {
        if (!engineAnswers()) {
            throw new DevServiceException("docker", "no Docker engine answers; start one, or use embedded services");
        }
    }

    public static DevService kafka(LoopbackPort port) {
        String address = port.toString();
        return new ContainerService("kafka", address, kafka(), port, KAFKA_PORT, Probes.kafka(address));
    }

    /** PostgreSQL with one database and one user of this name; the password is {@code login} too. */
    public static DevService postgres(LoopbackPort port, String login) {
        String address = "jdbc:postgresql://" + port + '/' + login;
        return new ContainerService(
                "postgresql",
                address,
                postgres(login),
                port,
                PostgreSQLContainer.POSTGRESQL_PORT,
                Probes.postgres(address, login, login));
    }

    public static DevService redis(LoopbackPort port) {
        return new ContainerService(
                "redis", port.toString(), redis(), port, REDIS_PORT, Probes.redis(LoopbackPort.HOST, port.number()));
    }

    /** Kafka that creates no topic by itself; not started. */
    public static KafkaContainer kafka() {
        return new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    }

    /** PostgreSQL with one database, user and password of this name; not started. */
    public static PostgreSQLContainer postgres(String login) {
        PostgreSQLContainer container = new PostgreSQLContainer(POSTGRES)
                .withDatabaseName(login)
                .withUsername(login)
                .withPassword(login);
        // Testcontainers' own command turns fsync off.
        container.setCommand("postgres", "-c", "max_connections=300");
        return container;
    }

    /** Redis that keeps what it has over a stop; not started. */
    public static GenericContainer<?> redis() {
        return new GenericContainer<>(REDIS)
                .withExposedPorts(REDIS_PORT)
                .withCommand("redis-server", "--appendonly", "yes", "--save", "");
    }
}

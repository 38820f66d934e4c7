package org.distrisocks.bench.floor;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.load.Load;
import org.distrisocks.bench.load.LoadGenerator;
import org.distrisocks.bench.load.LoadResult;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.bench.server.Target;
import org.distrisocks.bench.wire.EventLoop;
import org.distrisocks.devservices.DevServices;
import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.ServiceAddresses;

/**
 * The floors of one message.
 *
 * @param postgres a row, which every message has one of
 * @param kafka a record, of which a message takes {@value #RECORDS}: the envelope, SENT, DELIVERED and a tick
 * @param webSocket a message through a server that keeps nothing: SEND in, RECEIPT, MESSAGE and tick out
 */
public record Floors(Floor postgres, Floor kafka, Floor webSocket) {

    /** Of Kafka, for each message. */
    public static final int RECORDS = 4;

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    /**
     * Starts services of its own, one load after the other.
     *
     * @param echo starts the server that keeps nothing
     */
    public static Floors measure(EventLoop loop, EchoStart echo, Consumer<String> progress)
            throws InterruptedException {
        Floor kafka;
        Floor postgres;
        try (DevServices services =
                DevServices.start(DevServicesOptions.embedded().withFastKafka())) {
            ServiceAddresses at = services.addresses();
            kafka = new KafkaFloor(
                            at.kafkaBootstrapServers(),
                            new ProcessTree(services.kafka().pid()),
                            1)
                    .measure(WARM_UP, MEASURED);
            say(progress, kafka);
            postgres = PostgresFloor.measure(
                    at.jdbcUrl(),
                    at.jdbcUser(),
                    new ProcessTree(services.postgres().pid()),
                    WARM_UP,
                    MEASURED);
            say(progress, postgres);
        }
        Floor webSocket = webSocket(loop, echo);
        say(progress, webSocket);
        return new Floors(postgres, kafka, webSocket);
    }

    /** Microseconds of CPU, without the generator's. */
    public double sum() {
        return postgres.sum() + RECORDS * kafka.sum() + webSocket.server();
    }

    /** A table in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "| part | its CPU, µs | its client's, µs | times a message | together, µs |\n|---|--:|--:|--:|--:|\n");
        row(table, postgres.name(), postgres, 1, postgres.sum());
        row(table, kafka.name(), kafka, RECORDS, RECORDS * kafka.sum());
        row(table, webSocket.name(), webSocket, 1, webSocket.server());
        return table.append("| sum | | | | %s |%n".formatted(Figures.text(sum())))
                .toString();
    }

    private static void row(StringBuilder table, String name, Floor floor, int times, double together) {
        table.append("| %s | %s | %s | %d | %s |%n"
                .formatted(
                        name,
                        Figures.text(floor.server()),
                        Figures.text(floor.client()),
                        times,
                        Figures.text(together)));
    }

    private static Floor webSocket(EventLoop loop, EchoStart echo) throws InterruptedException {
        try (Target server = echo.start();
                LoadGenerator generator = LoadGenerator.connect(loop, server.urls(), server.dialect(), 100, 200)) {
            LoadResult result =
                    generator.run(new Load.Closed(32), 100, WARM_UP.dividedBy(2), MEASURED, server::cpu, _ -> {});
            String part = List.copyOf(server.parts().keySet()).getFirst();
            return new Floor(
                    "WebSocket: a message and its answers, nothing kept (the client is the generator)",
                    result.microsPerMessage(part),
                    result.microsPerMessage(Target.GENERATOR),
                    result.perSecond());
        }
    }

    private static void say(Consumer<String> progress, Floor floor) {
        progress.accept("floor: %s: %s/s, %s µs and %s µs of its client"
                .formatted(
                        floor.name(),
                        Figures.text(floor.perSecond()),
                        Figures.text(floor.server()),
                        Figures.text(floor.client())));
    }

    /** Starts a server. */
    @FunctionalInterface
    public interface EchoStart {
        Target start();
    }
}

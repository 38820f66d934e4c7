package org.distrisocks.bench.server;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.ChatDialect;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.ClusterOptions;
import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.ServiceAddresses;
import org.distrisocks.devservices.service.DevService;

/** Kafka, PostgreSQL, Redis and pods, each in processes of its own, with users whose logins cost next to nothing. */
public final class DistrisocksTarget implements Target {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final String PASSCODE = "bench";
    /** Of {@link #PASSCODE}, by bcrypt at its lowest cost. */
    private static final String HASH = "{bcrypt}$2a$04$xzKYI7dBqnrek/Ua/kvS9OhawkD2B5tRvz7YS35jCUSy1VUA7fNlW";

    private final Cluster cluster;

    private DistrisocksTarget(Cluster cluster) {
        this.cluster = cluster;
    }

    public static DistrisocksTarget start(Settings options, Path folder, Consumer<String> progress) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("distrisocks.limits.enabled", "false");
        settings.put("distrisocks.session.drain-window", "1s");
        settings.putAll(options.podSettings());
        List<String> flags = options.profile()
                ? List.of("-XX:StartFlightRecording:settings=profile,dumponexit=true,filename="
                        + folder.resolve("pod-%p.jfr"))
                : List.of();
        Cluster cluster = Cluster.start(
                new ClusterOptions(
                        options.pods(),
                        0,
                        DevServicesOptions.embedded().withFastKafka(),
                        settings,
                        folder,
                        STOP_LIMIT,
                        flags),
                progress);
        DistrisocksTarget target = new DistrisocksTarget(cluster);
        try {
            target.makeUsers(options.users());
            return target;
        } catch (RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    @Override
    public List<URI> urls() {
        return cluster.pods().stream()
                .map(pod -> URI.create(pod.stompUrl().replace("localhost", "127.0.0.1")))
                .toList();
    }

    /** Where the services are. */
    public ServiceAddresses addresses() {
        return cluster.services().addresses();
    }

    @Override
    public Dialect dialect() {
        return new ChatDialect(PASSCODE);
    }

    @Override
    public Map<String, List<ProcessTree>> parts() {
        Map<String, List<ProcessTree>> parts = new LinkedHashMap<>();
        parts.put(
                "pods",
                cluster.pods().stream().map(pod -> new ProcessTree(pod.pid())).toList());
        parts.put("Kafka", tree(cluster.services().kafka()));
        parts.put("PostgreSQL", tree(cluster.services().postgres()));
        parts.put("Redis", tree(cluster.services().redis()));
        return parts;
    }

    @Override
    public void close() {
        cluster.close();
    }

    private static List<ProcessTree> tree(DevService service) {
        return List.of(new ProcessTree(service.pid()));
    }

    private void makeUsers(int count) {
        ServiceAddresses at = addresses();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO users (user_id, password_hash, display_name) SELECT ? || n, ?, 'bench' FROM"
                                + " generate_series(0, ?) AS n")) {
            insert.setString(1, Dialect.USER);
            insert.setString(2, HASH);
            insert.setInt(3, count - 1);
            insert.executeUpdate();
        } catch (SQLException refused) {
            throw new IllegalStateException("users were not made: " + refused.getMessage(), refused);
        }
    }
}

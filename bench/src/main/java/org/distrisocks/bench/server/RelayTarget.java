package org.distrisocks.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.bench.dialect.RelayDialect;
import org.distrisocks.devservices.service.LoopbackPort;

/** Spring's STOMP with a relay to RabbitMQ, {@code bench/peers/spring-relay}: two nodes, RabbitMQ, PostgreSQL by JPA. */
final class RelayTarget implements Target {

    private static final int NODES = 2;

    private final PeerHome home;
    private final Stores stores;
    private final RabbitBroker broker;
    private final List<Child> nodes = new ArrayList<>();
    private final List<URI> urls = new ArrayList<>();

    private RelayTarget(PeerHome home, Stores stores, RabbitBroker broker) {
        this.home = home;
        this.stores = stores;
        this.broker = broker;
    }

    static RelayTarget start(Path folder) {
        RelayTarget target = new RelayTarget(
                PeerHome.open(folder, "spring-relay"),
                Stores.start(false),
                RabbitBroker.start(folder, "spring-relay-rabbitmq"));
        try {
            for (int i = 0; i < NODES; i++) {
                target.startNode(i);
            }
            return target;
        } catch (RuntimeException failure) {
            target.close();
            throw failure;
        }
    }

    @Override
    public List<URI> urls() {
        return List.copyOf(urls);
    }

    @Override
    public Dialect dialect() {
        return new RelayDialect();
    }

    /**
     * The nodes tell each other of their users every 10 s. Until then a message goes to all nodes, or to a session that is no more,
     * and what is on its way in the moment when they learn of each other is delivered twice.
     */
    @Override
    public void awaitKnown(int sessions) {
        nodes.getFirst().await("know all sessions", () -> {
            Set<String> views = urls.stream().map(RelayTarget::knownSessions).collect(Collectors.toSet());
            return views.size() == 1 && views.iterator().next().lines().count() == sessions;
        });
    }

    private static String knownSessions(URI url) {
        try (InputStream answer = new URI("http", url.getAuthority(), "/sessions", null, null)
                .toURL()
                .openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException | URISyntaxException failure) {
            throw new IllegalStateException("a node does not tell its sessions: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Map<String, List<ProcessTree>> parts() {
        Map<String, List<ProcessTree>> parts = new LinkedHashMap<>();
        parts.put("Spring", nodes.stream().map(Child::tree).toList());
        parts.put("RabbitMQ", broker.trees());
        parts.putAll(stores.parts());
        return parts;
    }

    @Override
    public void close() {
        nodes.forEach(Child::close);
        broker.close();
        stores.close();
        home.close();
    }

    private void startNode(int index) {
        int port = LoopbackPort.reserve().number();
        Map<String, String> environment = Map.of(
                "SERVER_PORT", Integer.toString(port),
                "CHAT_RELAY_PORT", Integer.toString(broker.stompPort()),
                "SPRING_DATASOURCE_URL", stores.jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME", stores.login(),
                "SPRING_DATASOURCE_PASSWORD", stores.login());
        Child node = Child.start(
                "node-" + index,
                home.folder(),
                environment,
                JavaPeer.command(
                        "spring-relay",
                        List.of("-Xmx512m", "-XX:+UseG1GC"),
                        "org.distrisocks.bench.relay.RelayApplication"));
        nodes.add(node);
        node.awaitPort(port).awaitWords("broker available: true");
        urls.add(URI.create("ws://127.0.0.1:" + port + "/ws"));
    }
}

package org.distrisocks.bench.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.BrokerDialect;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.devservices.service.LoopbackPort;

/** Apache Artemis, {@code bench/peers/artemis}: one broker, STOMP over WebSocket, a durable queue a user. */
final class ArtemisTarget implements Target {

    private final PeerHome home;
    private final Child broker;
    private final int port;

    private ArtemisTarget(PeerHome home, Child broker, int port) {
        this.home = home;
        this.broker = broker;
        this.port = port;
    }

    static ArtemisTarget start(Path folder) {
        int port = LoopbackPort.reserve().number();
        PeerHome home = PeerHome.open(folder, "artemis");
        try {
            Child broker = Child.start(
                            "artemis",
                            home.folder(),
                            Map.of(),
                            JavaPeer.command(
                                    "artemis",
                                    List.of("-Xms512m", "-Xmx1g", "-XX:+UseG1GC"),
                                    "org.distrisocks.bench.artemis.ArtemisMain",
                                    Integer.toString(port),
                                    home.data().toString(),
                                    Long.toString(SyncProbe.nanos(home.data()))))
                    .awaitPort(port);
            return new ArtemisTarget(home, broker, port);
        } catch (RuntimeException failure) {
            home.close();
            throw failure;
        }
    }

    @Override
    public List<URI> urls() {
        return List.of(URI.create("ws://127.0.0.1:" + port + "/stomp"));
    }

    @Override
    public Dialect dialect() {
        return BrokerDialect.artemis();
    }

    @Override
    public Map<String, List<ProcessTree>> parts() {
        return Map.of("Artemis", List.of(broker.tree()));
    }

    @Override
    public void close() {
        broker.close();
        home.close();
    }
}

package org.distrisocks.bench.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.BrokerDialect;
import org.distrisocks.bench.dialect.Dialect;

/** RabbitMQ alone, over its STOMP over WebSocket: a durable queue a user, persistent messages. */
final class RabbitTarget implements Target {

    private final RabbitBroker broker;

    private RabbitTarget(RabbitBroker broker) {
        this.broker = broker;
    }

    static RabbitTarget start(Path folder) {
        return new RabbitTarget(RabbitBroker.start(folder, "rabbitmq"));
    }

    @Override
    public List<URI> urls() {
        return List.of(URI.create("ws://127.0.0.1:" + broker.webSocketPort() + "/ws"));
    }

    @Override
    public Dialect dialect() {
        return BrokerDialect.rabbitMq();
    }

    @Override
    public Map<String, List<ProcessTree>> parts() {
        return Map.of("RabbitMQ", broker.trees());
    }

    @Override
    public void close() {
        broker.close();
    }
}

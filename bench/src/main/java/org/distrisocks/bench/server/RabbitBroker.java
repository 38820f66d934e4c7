package org.distrisocks.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.devservices.service.LoopbackPort;

/**
 * A RabbitMQ of its own, by the programs of Debian's package {@code rabbitmq-server}, with the plugins for STOMP and for STOMP
 * over WebSocket; all on 127.0.0.1. It writes what is persistent to the disk, with {@code fsync}, before it confirms it: that
 * is how it comes.
 */
final class RabbitBroker implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final PeerHome home;
    private final Child names;
    private final Child broker;
    private final int stompPort;
    private final int webSocketPort;

    private RabbitBroker(PeerHome home, Child names, Child broker, int stompPort, int webSocketPort) {
        this.home = home;
        this.names = names;
        this.broker = broker;
        this.stompPort = stompPort;
        this.webSocketPort = webSocketPort;
    }

    /** @param folder for logs */
    static RabbitBroker start(Path folder, String name) {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("there is no RabbitMQ: install Debian's package rabbitmq-server");
        }
        int stompPort = LoopbackPort.reserve().number();
        int webSocketPort = LoopbackPort.reserve().number();
        int namesPort = LoopbackPort.reserve().number();
        PeerHome home = PeerHome.open(folder, name);
        Map<String, String> environment = environment(home, namesPort);
        home.write("rabbitmq.conf", """
                listeners.tcp = none
                stomp.listeners.tcp.1 = 127.0.0.1:%d
                web_stomp.tcp.ip = 127.0.0.1
                web_stomp.tcp.port = %d
                web_stomp.ws_opts.idle_timeout = 3600000
                log.file = false
                log.console = true
                log.console.level = warning
                """.formatted(stompPort, webSocketPort));
        home.write("enabled_plugins", "[rabbitmq_stomp,rabbitmq_web_stomp].\n");
        // Erlang's register of names would otherwise be started as a daemon, which nobody ends.
        Child names = Child.start("epmd", home.folder(), environment, List.of("epmd", "-address", "127.0.0.1"))
                .awaitPort(namesPort);
        try {
            Child broker = Child.start("rabbitmq", home.folder(), environment, List.of(PROGRAM.toString()))
                    .awaitPort(stompPort)
                    .awaitPort(webSocketPort);
            return new RabbitBroker(home, names, broker, stompPort, webSocketPort);
        } catch (RuntimeException failure) {
            names.close();
            home.close();
            throw failure;
        }
    }

    int stompPort() {
        return stompPort;
    }

    int webSocketPort() {
        return webSocketPort;
    }

    List<ProcessTree> trees() {
        return List.of(broker.tree());
    }

    @Override
    public void close() {
        broker.close();
        names.close();
        home.close();
    }

    private static Map<String, String> environment(PeerHome home, int namesPort) {
        String data = home.data().toString();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", data);
        environment.put("ERL_EPMD_PORT", Integer.toString(namesPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODENAME", "bench" + namesPort + "@localhost");
        environment.put(
                "RABBITMQ_DIST_PORT", Integer.toString(LoopbackPort.reserve().number()));
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put("RABBITMQ_CONFIG_FILE", data + "/rabbitmq.conf");
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", data + "/enabled_plugins");
        environment.put("RABBITMQ_MNESIA_BASE", data + "/mnesia");
        environment.put("RABBITMQ_LOG_BASE", data + "/log");
        environment.put("RABBITMQ_PID_FILE", data + "/pid");
        return environment;
    }
}

package org.distrisocks.presence;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.distrisocks.devservices.service.LoopbackPort;
import redis.embedded.core.ExecutableProvider;

/** A Redis Cluster of three processes without replicas, whose slots can be moved while it is used. */
final class RedisNodes implements AutoCloseable {

    static final int SLOTS = 16_384;

    private static final String HOST = "127.0.0.1";
    /** Redis opens this port above the other one for its bus. */
    private static final int BUS = 10_000;

    private record Node(
            int port, Process process, RedisClient client, RedisCommands<String, String> commands, String id) {}

    private final List<Node> nodes = new ArrayList<>();

    /** Returns when every node says that the cluster is well. */
    static RedisNodes start(Path directory) throws IOException {
        RedisNodes cluster = new RedisNodes();
        Path binary = ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .toPath();
        for (int i = 0; i < 3; i++) {
            cluster.nodes.add(launch(binary, Files.createDirectories(directory.resolve("node-" + i))));
        }
        for (int i = 0; i < 3; i++) {
            Node node = cluster.nodes.get(i);
            int from = SLOTS * i / 3;
            int to = SLOTS * (i + 1) / 3;
            node.commands.clusterAddSlots(IntStream.range(from, to).toArray());
            node.commands.clusterMeet(HOST, cluster.nodes.getFirst().port);
        }
        await().until(() -> cluster.nodes.stream()
                .allMatch(node -> node.commands.clusterInfo().contains("cluster_state:ok")));
        await().until(() -> cluster.nodes.stream()
                .allMatch(node -> node.commands.clusterInfo().contains("cluster_known_nodes:3")));
        return cluster;
    }

    /** As {@code spring.data.redis.cluster.nodes} wants it. */
    String addresses() {
        return nodes.stream().map(node -> HOST + ":" + node.port).collect(Collectors.joining(","));
    }

    /** Keys on each node. */
    List<Long> sizes() {
        return nodes.stream().map(node -> node.commands.dbsize()).toList();
    }

    /**
     * Moves a slot, with its keys one by one, to the node after the one that has it; returns when all nodes say so. The new
     * owner hears of it first, and then the old one: in another order, nodes may disagree for ever.
     */
    void move(int slot) {
        Node from = nodes.stream()
                .filter(node -> says(node, slot, node))
                .findFirst()
                .orElseThrow();
        Node to = nodes.get((nodes.indexOf(from) + 1) % nodes.size());
        to.commands.clusterSetSlotImporting(slot, from.id);
        from.commands.clusterSetSlotMigrating(slot, to.id);
        for (String key : from.commands.clusterGetKeysInSlot(slot, 10_000)) {
            from.commands.migrate(HOST, to.port, 0, 2_000, MigrateArgs.Builder.key(key));
        }
        Stream.concat(Stream.of(to, from), nodes.stream().filter(node -> !node.equals(to) && !node.equals(from)))
                .forEach(node -> node.commands.clusterSetSlotNode(slot, to.id));
        await().pollInterval(Duration.ofMillis(5)).until(() -> nodes.stream().allMatch(node -> says(node, slot, to)));
    }

    /** Whether the one node says that the slot is the other's. */
    private static boolean says(Node node, int slot, Node owner) {
        return node.commands
                .clusterNodes()
                .lines()
                .filter(line -> line.startsWith(owner.id))
                .anyMatch(line -> List.of(line.split(" ")).stream()
                        .skip(8)
                        .filter(range -> !range.startsWith("["))
                        .anyMatch(range -> {
                            String[] ends = range.split("-", -1);
                            return slot >= Integer.parseInt(ends[0]) && slot <= Integer.parseInt(ends[ends.length - 1]);
                        }));
    }

    private static Node launch(Path binary, Path directory) throws IOException {
        int port = reservePort();
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        HOST,
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--cluster-enabled",
                        "yes",
                        "--cluster-node-timeout",
                        "5000")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        RedisClient client = RedisClient.create(RedisURI.create(HOST, port));
        await().ignoreExceptions().until(() -> {
            client.connect().close();
            return true;
        });
        RedisCommands<String, String> commands = client.connect().sync();
        return new Node(port, process, client, commands, commands.clusterMyId());
    }

    /** With the port for the bus reserved too. */
    private static int reservePort() {
        while (true) {
            int port = LoopbackPort.reserve().number();
            if (port + BUS < 65_536 && new LoopbackPort(port + BUS).hold()) {
                return port;
            }
        }
    }

    @Override
    public void close() {
        for (Node node : nodes) {
            node.client.shutdown();
            node.process.destroyForcibly();
        }
    }
}

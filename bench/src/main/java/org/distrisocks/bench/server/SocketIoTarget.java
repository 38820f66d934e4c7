package org.distrisocks.bench.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.bench.dialect.SocketIoDialect;
import org.distrisocks.cluster.ProjectLayout;
import org.distrisocks.devservices.service.LoopbackPort;

/** Socket.IO with its Redis adapter, {@code bench/peers/socket-io}: two processes of Node, Redis, PostgreSQL. */
final class SocketIoTarget implements Target {

    private static final int NODES = 2;
    private static final List<String> SOURCES = List.of("package.json", "package-lock.json", "server.js");

    private final PeerHome home;
    private final Stores stores;
    private final List<Child> nodes = new ArrayList<>();
    private final List<URI> urls = new ArrayList<>();

    private SocketIoTarget(PeerHome home, Stores stores) {
        this.home = home;
        this.stores = stores;
    }

    static SocketIoTarget start(Path folder) {
        Path program = install();
        SocketIoTarget target = new SocketIoTarget(PeerHome.open(folder, "socket-io"), Stores.start(true));
        try {
            for (int i = 0; i < NODES; i++) {
                target.startNode(program, i);
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
        return new SocketIoDialect();
    }

    @Override
    public Map<String, List<ProcessTree>> parts() {
        Map<String, List<ProcessTree>> parts = new LinkedHashMap<>();
        parts.put("Node", nodes.stream().map(Child::tree).toList());
        parts.putAll(stores.parts());
        return parts;
    }

    @Override
    public void close() {
        nodes.forEach(Child::close);
        stores.close();
        home.close();
    }

    private void startNode(Path program, int index) {
        int port = LoopbackPort.reserve().number();
        Child node = Child.start(
                "node-" + index,
                home.folder(),
                Map.of(
                        "DATABASE_URL", stores.postgresUrl(),
                        "REDIS_URL", stores.redisUrl(),
                        "NODE_ENV", "production"),
                List.of("node", program.toString(), Integer.toString(port)));
        nodes.add(node);
        node.awaitPort(port);
        urls.add(URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"));
    }

    /** Copies the program out of the sources and lets npm fetch what its lock file names, if it has not yet. */
    private static Path install() {
        Path source = JavaPeer.folder("socket-io");
        Path target = ProjectLayout.find().root().resolve("target/peers/socket-io");
        try {
            Files.createDirectories(target);
            Path installed = target.resolve("node_modules");
            boolean current = Files.exists(installed)
                    && Files.exists(target.resolve("package-lock.json"))
                    && Files.mismatch(source.resolve("package-lock.json"), target.resolve("package-lock.json")) < 0;
            for (String file : SOURCES) {
                Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!current) {
                npm(target);
            }
            return target.resolve("server.js");
        } catch (IOException notInstalled) {
            throw new IllegalStateException("Socket.IO was not installed: " + notInstalled.getMessage(), notInstalled);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while npm installs Socket.IO", interrupted);
        }
    }

    private static void npm(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        if (npm.waitFor() != 0) {
            throw new IOException("npm ci failed (log: " + log + ")");
        }
    }
}

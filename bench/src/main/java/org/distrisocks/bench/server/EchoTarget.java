package org.distrisocks.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.dialect.ChatDialect;
import org.distrisocks.bench.dialect.Dialect;

/** {@link EchoMain} in a JVM of its own. */
final class EchoTarget implements Target {

    private final Process process;
    private final int port;

    private EchoTarget(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static EchoTarget start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EchoMain.class.getName())
                    .redirectError(Redirect.INHERIT)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
            String port = said.readLine();
            if (port == null) {
                throw new IllegalStateException("the echo server has ended at once");
            }
            return new EchoTarget(process, Integer.parseInt(port));
        } catch (IOException notRunnable) {
            throw new IllegalStateException("the echo server cannot be run: " + notRunnable.getMessage(), notRunnable);
        }
    }

    @Override
    public List<URI> urls() {
        return List.of(URI.create("ws://127.0.0.1:" + port + "/ws"));
    }

    @Override
    public Dialect dialect() {
        return new ChatDialect("none");
    }

    @Override
    public Map<String, List<ProcessTree>> parts() {
        return Map.of("echo", List.of(new ProcessTree(process.pid())));
    }

    @Override
    public void close() {
        process.destroy();
    }
}

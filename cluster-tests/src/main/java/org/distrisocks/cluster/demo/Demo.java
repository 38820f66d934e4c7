package org.distrisocks.cluster.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.distrisocks.cluster.pod.PodProcess;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo panel and what it controls. It has to be opened before the pods are started, since they are told by settings to
 * serve its files and to let their pages connect to its control.
 */
public final class Demo implements AutoCloseable {

    /** As Spring Boot has it; the demo's files come before. */
    private static final String OWN_LOCATIONS = "classpath:/META-INF/resources/,classpath:/static/";

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final DemoControl control;
    private @Nullable DemoBots bots;

    private Demo(Path folder, HttpServer server, DemoControl control) {
        this.folder = folder;
        this.server = server;
        this.control = control;
    }

    /**
     * Listens on a free port of the loopback interface, and writes the files.
     *
     * @param folder for the files
     * @param page {@code cluster.html} of the web UI
     * @throws UncheckedIOException if the files cannot be written
     */
    public static Demo open(Path folder, Path page) {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        String secret = HexFormat.of().formatHex(token);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
            DemoControl control = new DemoControl(secret);
            Demo demo = new Demo(folder, server, control);
            server.setExecutor(demo.workers);
            server.createContext("/", control);
            server.start();
            DemoPages.write(
                    folder, page, new JsonMapper().writeValueAsString(Map.of("url", demo.url(), "token", secret)));
            return demo;
        } catch (IOException notWritable) {
            throw new UncheckedIOException("the demo panel cannot be set up in " + folder, notWritable);
        }
    }

    /** Properties for every pod. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("distrisocks.auth.operators", "alice");
        settings.put("distrisocks.pages.connect-to", url());
        settings.put("spring.web.resources.static-locations", folder.toUri() + "," + OWN_LOCATIONS);
        return settings;
    }

    /**
     * From now on the panel controls these pods.
     *
     * @param progress is told in words what is done to pods
     */
    public void begin(List<PodProcess> pods, Consumer<String> progress) {
        DemoBots made = new DemoBots(pods);
        bots = made;
        control.begin(new DemoStage(pods, made, progress));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        if (bots != null) {
            bots.close();
        }
    }
}

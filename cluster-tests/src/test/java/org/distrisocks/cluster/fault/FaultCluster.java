package org.distrisocks.cluster.fault;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.ClusterOptions;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.fault.agent.Hook;
import org.distrisocks.cluster.history.StoredRows;
import org.distrisocks.cluster.manifest.PodTimes;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.traffic.TrafficPlan;
import org.distrisocks.devservices.DevServicesOptions;
import org.distrisocks.devservices.ServiceAddresses;
import org.distrisocks.devservices.embedded.KafkaDetour;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;

/**
 * A cluster on which faults are made, like a script:
 *
 * <pre>{@code
 * cluster.pod(1).kill();
 * cluster.kafka().pause();
 * cluster.redis().stop();
 * cluster.proxy("postgres").delay(Duration.ofMillis(200));
 * cluster.heal();
 * }</pre>
 *
 * <p>Pods reach Redis, PostgreSQL and Kafka through proxies; tests read them directly. Clients reach pods directly, or
 * through {@link #proxiedUrls()}.
 */
public final class FaultCluster implements AutoCloseable {

    /** Pods stop as the manifest has them stop. */
    static final PodTimes TIMES = PodTimes.ofBase();

    private final Cluster cluster;
    private final Map<String, TcpProxy> proxies;
    private final List<TcpProxy> podProxies;

    private FaultCluster(Cluster cluster, Map<String, TcpProxy> proxies) {
        this.cluster = cluster;
        this.proxies = proxies;
        this.podProxies = cluster.pods().stream()
                .map(pod -> TcpProxy.between(LoopbackPort.reserve(), new LoopbackPort(portOf(pod))))
                .toList();
    }

    /** Returns when all pods are ready. */
    public static FaultCluster start(int pods) {
        LoopbackPort redis = LoopbackPort.reserve();
        LoopbackPort postgres = LoopbackPort.reserve();
        LoopbackPort kafka = LoopbackPort.reserve();
        Map<String, TcpProxy> proxies = Map.of(
                "redis", TcpProxy.between(LoopbackPort.reserve(), redis),
                "postgres", TcpProxy.between(LoopbackPort.reserve(), postgres),
                "kafka", TcpProxy.between(LoopbackPort.reserve(), kafka));
        ClusterOptions usual = ClusterOptions.ofPods(pods);
        ClusterOptions options = Timings.of(new ClusterOptions(
                        pods,
                        0,
                        DevServicesOptions.embedded()
                                .withPorts(0, postgres.number(), redis.number())
                                .withOwnKafka(new KafkaDetour(kafka, port(proxies, "kafka"))),
                        Map.of(),
                        usual.logs().resolveSibling("faults"),
                        TIMES.grace().minus(TIMES.preStop()),
                        usual.jvmFlags()))
                .with("distrisocks.session.drain-window", TIMES.drainWindow().toString())
                .with("distrisocks.pod.stop-limit", TIMES.stopLimit().toString())
                .with("spring.kafka.bootstrap-servers", port(proxies, "kafka").toString())
                .with("spring.datasource.url", "jdbc:postgresql://" + port(proxies, "postgres") + "/distrisocks")
                .with(
                        "spring.data.redis.port",
                        Integer.toString(port(proxies, "redis").number()));
        try {
            return new FaultCluster(Cluster.start(options), proxies);
        } catch (RuntimeException notStarted) {
            proxies.values().forEach(TcpProxy::close);
            throw notStarted;
        }
    }

    public PodProcess pod(int index) {
        return cluster.pod(index);
    }

    public List<PodProcess> pods() {
        return cluster.pods();
    }

    public DevService kafka() {
        return cluster.services().kafka();
    }

    public DevService redis() {
        return cluster.services().redis();
    }

    public DevService postgres() {
        return cluster.services().postgres();
    }

    /** The way to {@code redis}, {@code postgres} or {@code kafka}, or of clients to {@code pod-0} and so on. */
    public TcpProxy proxy(String to) {
        TcpProxy service = proxies.get(to);
        return service != null ? service : podProxies.get(Integer.parseInt(to.substring("pod-".length())));
    }

    /** Where the services really are. */
    public ServiceAddresses addresses() {
        return cluster.services().addresses();
    }

    public StoredRows rows() {
        return new StoredRows(addresses());
    }

    public TestPeople people() {
        return new TestPeople(cluster);
    }

    /** New users, to be placed and then started. */
    public TrafficPlan traffic() {
        return new TrafficPlan(
                people(), rows(), pods().stream().map(PodProcess::stompUrl).toList());
    }

    /** The pods as clients reach them through {@link #proxy(String)}. */
    public List<String> proxiedUrls() {
        return podProxies.stream()
                .map(proxy -> "ws://localhost:" + proxy.port().number() + "/ws")
                .toList();
    }

    /** Ends all faults; returns when everything runs. Pods that were started with a fault are started without it. */
    public void heal() {
        pods().forEach(PodProcess::resume);
        Hook.removeAll();
        proxies.values().forEach(TcpProxy::heal);
        podProxies.forEach(TcpProxy::heal);
        for (DevService service : List.of(kafka(), redis(), postgres())) {
            service.resume();
            service.start();
        }
        // All at once: a parallel stream has no more threads than processors, and a start waits for most of its time.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(pods().stream()
                            .map(pod -> CompletableFuture.runAsync(pod::heal, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } finally {
            proxies.values().forEach(TcpProxy::close);
            podProxies.forEach(TcpProxy::close);
        }
    }

    private static LoopbackPort port(Map<String, TcpProxy> proxies, String name) {
        TcpProxy proxy = proxies.get(name);
        if (proxy == null) {
            throw new IllegalArgumentException(name);
        }
        return proxy.port();
    }

    private static int portOf(PodProcess pod) {
        return URI.create(pod.url()).getPort();
    }
}

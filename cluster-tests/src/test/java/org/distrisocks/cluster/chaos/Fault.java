package org.distrisocks.cluster.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.distrisocks.cluster.fault.FaultCluster;
import org.distrisocks.cluster.fault.Redis;
import org.distrisocks.cluster.fault.TcpProxy;
import org.distrisocks.devservices.service.DevService;

/**
 * Something that can go wrong.
 *
 * @param begin makes it so, on the pod of that index if it is about a pod
 * @param end makes it well; returns when it is
 */
record Fault(String name, BiConsumer<FaultCluster, Integer> begin, BiConsumer<FaultCluster, Integer> end) {

    private static final Duration DELAY = Duration.ofMillis(200);
    private static final int THROTTLED = 20_000;

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(List.of(
                new Fault(
                        "pod killed",
                        (c, pod) -> c.pod(pod).kill(),
                        (c, pod) -> c.pod(pod).start()),
                new Fault(
                        "pod stopped",
                        (c, pod) -> c.pod(pod).stop(),
                        (c, pod) -> c.pod(pod).start()),
                new Fault(
                        "pod frozen",
                        (c, pod) -> c.pod(pod).pause(),
                        (c, pod) -> c.pod(pod).resume()),
                new Fault(
                        "pod killed and started at once",
                        (c, pod) -> {
                            c.pod(pod).kill();
                            c.pod(pod).start();
                        },
                        (c, pod) -> {}),
                new Fault("Redis flushed", (c, pod) -> Redis.flush(c.addresses()), (c, pod) -> {})));
        for (String service : List.of("kafka", "redis", "postgres")) {
            all.add(new Fault(
                    service + " stopped",
                    (c, _) -> service(c, service).stop(),
                    (c, _) -> service(c, service).start()));
            all.add(new Fault(
                    service + " killed",
                    (c, _) -> service(c, service).kill(),
                    (c, _) -> service(c, service).start()));
            all.add(new Fault(
                    service + " frozen",
                    (c, _) -> service(c, service).pause(),
                    (c, _) -> service(c, service).resume()));
            all.add(onTheWay("delayed", service, way -> way.delay(DELAY)));
            all.add(onTheWay("throttled", service, way -> way.throttle(THROTTLED)));
            all.add(onTheWay("swallowed", service, TcpProxy::blackHole));
            all.add(onTheWay("refused", service, TcpProxy::cut));
            all.add(onTheWay("reset", service, TcpProxy::reset));
        }
        return all;
    }

    static Fault drawnBy(RandomGenerator random, List<Fault> faults) {
        return faults.get(random.nextInt(faults.size()));
    }

    private static Fault onTheWay(String what, String service, Consumer<TcpProxy> make) {
        return new Fault(
                "way to " + service + " " + what,
                (c, _) -> make.accept(c.proxy(service)),
                (c, _) -> c.proxy(service).heal());
    }

    private static DevService service(FaultCluster cluster, String name) {
        return switch (name) {
            case "kafka" -> cluster.kafka();
            case "redis" -> cluster.redis();
            default -> cluster.postgres();
        };
    }
}

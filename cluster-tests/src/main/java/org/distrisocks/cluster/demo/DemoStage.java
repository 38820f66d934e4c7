package org.distrisocks.cluster.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.distrisocks.cluster.pod.LaunchException;
import org.distrisocks.cluster.pod.PodProcess;

/**
 * The pods and bots that the panel plays with.
 *
 * @param pods all of the cluster, running or not
 * @param bots who write
 * @param progress is told in words what is done to pods
 * @param starting ids of the pods that are on their way
 */
record DemoStage(List<PodProcess> pods, DemoBots bots, Consumer<String> progress, Set<String> starting) {

    DemoStage(List<PodProcess> pods, DemoBots bots, Consumer<String> progress) {
        this(pods, bots, progress, ConcurrentHashMap.newKeySet());
    }

    /** What the panel shows. */
    record State(int rate, int mostRate, TrafficCount.Figures traffic, List<PodState> pods) {}

    /** @param state {@code up}, {@code starting} or {@code down} */
    record PodState(String id, String state) {}

    State state() {
        return new State(
                bots.rate(),
                DemoBots.MOST_PER_SECOND,
                bots.count().figures(),
                pods.stream().map(pod -> new PodState(pod.id(), stateOf(pod))).toList());
    }

    /** Whether a page of this origin comes from one of the pods. */
    boolean isServedFrom(String origin) {
        return pods.stream()
                .map(pod -> URI.create(pod.url()))
                .anyMatch(url -> origin.equals(url.toString()) || origin.equals("http://127.0.0.1:" + url.getPort()));
    }

    void write(int perSecond) {
        try {
            bots.write(perSecond);
        } catch (IOException nobody) {
            throw new IllegalStateException(nobody.getMessage(), nobody);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demo stops", stopping);
        }
    }

    void kill(String id) {
        PodProcess pod = pod(id);
        if (pod.isAlive()) {
            pod.kill();
            progress.accept(id + " was killed from the demo panel");
        }
    }

    /** Returns at once; the pod takes some seconds. */
    void start(String id) {
        PodProcess pod = pod(id);
        if (!pod.isAlive() && starting.add(id)) {
            Thread.ofPlatform().daemon().name("start-" + id).start(() -> {
                try {
                    pod.start();
                    progress.accept(id + " is ready again on " + pod.url());
                } catch (LaunchException failed) {
                    progress.accept(failed.getMessage());
                } finally {
                    starting.remove(id);
                }
            });
        }
    }

    private String stateOf(PodProcess pod) {
        if (starting.contains(pod.id())) {
            return "starting";
        }
        return pod.isAlive() ? "up" : "down";
    }

    private PodProcess pod(String id) {
        return pods.stream()
                .filter(pod -> pod.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no pod " + id));
    }
}

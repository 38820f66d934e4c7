package org.distrisocks.cluster.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long a pod of a manifest may take for what.
 *
 * @param preStop before SIGTERM
 * @param drainWindow over which its sessions are closed
 * @param stopLimit from SIGTERM to the end of the process
 * @param grace from the begin of the stop to SIGKILL
 * @param startLimit for which the process waits for its servers
 * @param startupProbe for which the kubelet waits for the process
 * @param readinessProbe between two questions
 */
public record PodTimes(
        Duration preStop,
        Duration drainWindow,
        Duration stopLimit,
        Duration grace,
        Duration startLimit,
        Duration startupProbe,
        Duration readinessProbe) {

    /** As {@code k8s/base} has them, read without kustomize; every overlay keeps them. */
    public static PodTimes ofBase() {
        Path base = Kustomize.ROOT.resolve("k8s/base");
        try {
            return of(Manifest.parse(Files.readString(base.resolve("config-map.yaml")) + "---\n"
                    + Files.readString(base.resolve("stateful-set.yaml"))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static PodTimes of(Manifest manifest) {
        PodSpec pod = manifest.get(StatefulSet.class, "distrisocks")
                .getSpec()
                .getTemplate()
                .getSpec();
        Container backend = pod.getContainers().getFirst();
        JsonNode settings = settings(manifest).path("distrisocks");
        Probe startup = backend.getStartupProbe();
        return new PodTimes(
                Duration.ofSeconds(
                        backend.getLifecycle().getPreStop().getSleep().getSeconds()),
                duration(settings.path("session").path("drain-window")),
                duration(settings.path("pod").path("stop-limit")),
                Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()),
                duration(settings.path("startup").path("limit")),
                Duration.ofSeconds((long) startup.getPeriodSeconds() * startup.getFailureThreshold()),
                Duration.ofSeconds(backend.getReadinessProbe().getPeriodSeconds()));
    }

    private static JsonNode settings(Manifest manifest) {
        try {
            return Manifest.STRICT.readTree(
                    manifest.get(ConfigMap.class, "distrisocks").getData().get("application.yaml"));
        } catch (IOException noYaml) {
            throw new UncheckedIOException(noYaml);
        }
    }

    private static Duration duration(JsonNode text) {
        return DurationStyle.detectAndParse(text.asText());
    }
}

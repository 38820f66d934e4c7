package org.distrisocks.cluster.manifest;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** KEDA's {@code keda.sh/v1alpha1}, of which there is no published Java model: the fields of its reference that we use. */
@Group("keda.sh")
@Version("v1alpha1")
@JsonDeserialize(using = JsonDeserializer.None.class)
final class ScaledObject implements HasMetadata {

    private String apiVersion = "";
    private ObjectMeta metadata = new ObjectMeta();
    private @Nullable Spec spec;

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Fallback fallback,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Fallback(int failureThreshold, int replicas, String behavior) {}

    record Advanced(Hpa horizontalPodAutoscalerConfig) {}

    record Hpa(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, Map<String, String> metadata) {}

    @Override
    public String getKind() {
        return "ScaledObject";
    }

    public void setKind(String kind) {
        if (!kind.equals(getKind())) {
            throw new IllegalArgumentException(kind);
        }
    }

    @Override
    public String getApiVersion() {
        return apiVersion;
    }

    @Override
    public void setApiVersion(String version) {
        apiVersion = version;
    }

    @Override
    public ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        this.metadata = metadata;
    }

    public Spec getSpec() {
        if (spec == null) {
            throw new IllegalStateException("no spec");
        }
        return spec;
    }

    public void setSpec(Spec spec) {
        this.spec = spec;
    }
}

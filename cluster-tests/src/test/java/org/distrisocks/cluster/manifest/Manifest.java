package org.distrisocks.cluster.manifest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kubernetes objects as one rendering has them, each in the model of its kind. A field that the model does not know is an
 * error, as is a kind that is not named here.
 */
public record Manifest(List<HasMetadata> objects) {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("Certificate", Certificate.class),
            Map.entry("ConfigMap", ConfigMap.class),
            Map.entry("Deployment", Deployment.class),
            Map.entry("Gateway", Gateway.class),
            Map.entry("HTTPRoute", HTTPRoute.class),
            Map.entry("HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("Ingress", Ingress.class),
            Map.entry("Kafka", Kafka.class),
            Map.entry("KafkaNodePool", KafkaNodePool.class),
            Map.entry("KafkaUser", KafkaUser.class),
            Map.entry("NetworkPolicy", NetworkPolicy.class),
            Map.entry("PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("PrometheusRule", PrometheusRule.class),
            Map.entry("Role", Role.class),
            Map.entry("RoleBinding", RoleBinding.class),
            Map.entry("ScaledObject", ScaledObject.class),
            Map.entry("Secret", Secret.class),
            Map.entry("Service", Service.class),
            Map.entry("ServiceAccount", ServiceAccount.class),
            Map.entry("ServiceMonitor", ServiceMonitor.class),
            Map.entry("StatefulSet", StatefulSet.class));

    static final YAMLMapper STRICT = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new NoLeniency())
            .build();

    /** @throws AssertionError if a document is no object of a known kind, or has a field that its kind has not */
    static Manifest parse(String documents) {
        try {
            List<JsonNode> nodes = STRICT.readerFor(JsonNode.class)
                    .<JsonNode>readValues(documents)
                    .readAll();
            return new Manifest(nodes.stream().map(Manifest::toObject).toList());
        } catch (IOException noYaml) {
            throw new AssertionError(noYaml);
        }
    }

    private static HasMetadata toObject(JsonNode node) {
        String kind = node.path("kind").asText();
        Class<? extends HasMetadata> model = KINDS.get(kind);
        if (model == null) {
            throw new AssertionError("no model of " + kind);
        }
        try {
            HasMetadata object = STRICT.treeToValue(node, model);
            String version = node.path("apiVersion").asText();
            if (!version.equals(versionOf(model))) {
                throw new AssertionError(kind + " has " + version + " and not " + versionOf(model));
            }
            return object;
        } catch (IOException unknownField) {
            throw new AssertionError(
                    kind + " " + node.at("/metadata/name").asText() + ": " + unknownField.getMessage(), unknownField);
        }
    }

    /** Strimzi's classes stand for several versions and name the oldest. */
    private static String versionOf(Class<? extends HasMetadata> model) {
        return model.getPackageName().startsWith("io.strimzi")
                ? "kafka.strimzi.io/v1"
                : HasMetadata.getApiVersion(model);
    }

    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Of the one StatefulSet of ours. */
    Container backend() {
        return get(StatefulSet.class, "distrisocks")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    /** The environment variables of the backend that have a value in the manifest. */
    Map<String, String> environment() {
        return backend().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    /** The one of that kind and name. */
    public <T extends HasMetadata> T get(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
    }

    /** Of each StatefulSet and Deployment, by the name of it. */
    Map<String, PodTemplateSpec> templates() {
        return Stream.concat(
                        all(StatefulSet.class).stream()
                                .map(set -> Map.entry(
                                        set.getMetadata().getName(),
                                        set.getSpec().getTemplate())),
                        all(Deployment.class).stream()
                                .map(deployment -> Map.entry(
                                        deployment.getMetadata().getName(),
                                        deployment.getSpec().getTemplate())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The models put fields that they do not know into a map, and some ignore them by an annotation: not here. */
    private static final class NoLeniency extends JacksonAnnotationIntrospector {

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }
    }
}

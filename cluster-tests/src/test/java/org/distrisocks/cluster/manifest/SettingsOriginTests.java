package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/**
 * Where a pod's settings come from. A pod that cannot read the ConfigMap runs without it, so that holds only what is as good
 * by default, or can be made good by the next start.
 */
class SettingsOriginTests {

    private static final Pattern HARMLESS =
            Pattern.compile("distrisocks\\.(startup\\.limit|pod\\.stop-limit|session\\.drain-window)|logging\\..+");

    static List<String> overlays() {
        return Kustomize.folders("overlays");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theConfigMapHoldsNothingThatIsDecidedOnceOrWeakensAPromise(String overlay) throws IOException {
        Map<String, String> data = Kustomize.render("overlays/" + overlay)
                .get(ConfigMap.class, "distrisocks")
                .getData();

        assertThat(names("", Manifest.STRICT.readTree(data.get("application.yaml"))))
                .isNotEmpty()
                .allMatch(name -> HARMLESS.matcher(name).matches());
    }

    @Test
    void productionNeedsItsSettingsAndDecidesReplicasByEnvironment() {
        assertThat(Kustomize.render("overlays/prod").environment())
                .containsEntry("DISTRISOCKS_SETTINGS_REQUIRED", "true")
                .containsEntry("DISTRISOCKS_RELAY_REPLICAS", "3");
    }

    @Test
    void topicsHaveAReplicaOnEachNodeOfStrimzi() {
        Manifest strimzi = Kustomize.renderWithBase("kafka-strimzi");
        int nodes = strimzi.all(KafkaNodePool.class).getFirst().getSpec().getReplicas();
        Map<String, Object> broker =
                strimzi.all(Kafka.class).getFirst().getSpec().getKafka().getConfig();

        assertThat(strimzi.environment()).containsEntry("DISTRISOCKS_RELAY_REPLICAS", String.valueOf(nodes));
        assertThat(broker).containsEntry("min.insync.replicas", nodes - 1);
    }

    /** What the ingress cuts off would be no problem of ours that clients can read. */
    @Test
    void theIngressTakesBodiesAsLargeAsPodsDo() throws IOException {
        Matcher limit = Pattern.compile("`distrisocks\\.limits\\.max-body` \\| `([^`]+)`")
                .matcher(Files.readString(Kustomize.ROOT.resolve("docs/operations.md")));
        String ingress = Objects.requireNonNull(Kustomize.renderWithBase("ingress")
                .get(Ingress.class, "distrisocks")
                .getMetadata()
                .getAnnotations()
                .get("nginx.ingress.kubernetes.io/proxy-body-size"));

        assertThat(limit.find()).isTrue();
        assertThat(DataSize.parse(ingress.replaceFirst("k$", "KB").replaceFirst("m$", "MB")))
                .isGreaterThanOrEqualTo(DataSize.parse(limit.group(1)));
    }

    private static List<String> names(String prefix, JsonNode node) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                names.addAll(names(name + ".", field.getValue()));
            } else {
                names.add(name);
            }
        }
        return names;
    }
}

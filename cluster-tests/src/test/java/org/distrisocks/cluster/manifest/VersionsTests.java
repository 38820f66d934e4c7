package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of versions and sizes in {@code docs/kubernetes.md} against what the manifests and the build have. */
class VersionsTests {

    private final String guide = text("docs/kubernetes.md");

    /** Strimzi refuses a Kafka that its version does not know, and drops old ones with each release. */
    @Test
    void eachStrimziInTheTableSupportsOurKafka() {
        Matcher row = Pattern.compile("\\| Strimzi ([\\d.]+) \\| \\1 \\| supports Kafka ([\\d., ]+) \\|")
                .matcher(guide);
        String ours = Kustomize.renderWithBase("kafka-strimzi")
                .all(Kafka.class)
                .getFirst()
                .getSpec()
                .getKafka()
                .getVersion();
        String newest = "";

        while (row.find()) {
            assertThat(List.of(row.group(2).split(", ")))
                    .as("Strimzi " + row.group(1))
                    .contains(ours);
            newest = row.group(1);
        }
        assertThat(property("strimzi.version")).as("our model of Strimzi").startsWith(newest + ".");
    }

    @Test
    void schemasAreOfTheVersionsInTheTable() throws IOException {
        for (String kind : List.of("Gateway", "HTTPRoute", "Certificate")) {
            JsonNode schema = Manifest.STRICT.readTree(Objects.requireNonNull(
                    VersionsTests.class.getClassLoader().getResourceAsStream("crds/" + kind + ".json")));
            Matcher version = Pattern.compile(" v([\\d.]+) ")
                    .matcher(schema.path("$comment").asText());
            assertThat(version.find()).isTrue();
            assertThat(guide).contains("checked against the CRDs of " + version.group(1));
        }
    }

    /** The images of the development servers are not older than what the table asks for. */
    @Test
    void serversForDevelopmentAreNewEnough() {
        Manifest dev = Kustomize.render("overlays/dev");

        assertThat(imageVersion(dev, "postgres")).isGreaterThanOrEqualTo(required("PostgreSQL"));
        assertThat(imageVersion(dev, "redis")).isGreaterThanOrEqualTo(required("Redis"));
    }

    @Test
    void skaffoldsSchemaIsTheOneInTheTable() {
        assertThat(guide).contains("| Skaffold | 2.15 | the schema `v4beta13` |");
        assertThat(text("skaffold.yaml")).contains("apiVersion: skaffold/v4beta13\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "embedded", "prod"})
    void sizesAreWhatTheOverlayRequests(String overlay) {
        Matcher row = Pattern.compile("\\| " + overlay + "[^|]* \\| ([\\d.]+) \\| (\\d+) MiB \\|")
                .matcher(guide);
        Manifest manifest = Kustomize.render("overlays/" + overlay);

        assertThat(row.find()).isTrue();
        assertThat(requested(manifest, "cpu")).isEqualByComparingTo(row.group(1));
        assertThat(requested(manifest, "memory").divide(BigDecimal.valueOf(1 << 20)))
                .isEqualByComparingTo(row.group(2));
    }

    private static BigDecimal requested(Manifest manifest, String resource) {
        return manifest.templates().entrySet().stream()
                .map(owner -> References.containers(owner.getValue().getSpec()).stream()
                        .map(container -> quantity(container, resource))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .multiply(BigDecimal.valueOf(replicas(manifest, owner.getKey()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quantity(Container container, String resource) {
        return Quantity.getAmountInBytes(container.getResources().getRequests().get(resource));
    }

    private static int replicas(Manifest manifest, String owner) {
        return manifest.all(StatefulSet.class).stream()
                .filter(set -> set.getMetadata().getName().equals(owner))
                .findFirst()
                .map(set -> Optional.ofNullable(set.getSpec().getReplicas())
                        .orElseGet(() -> manifest.get(HorizontalPodAutoscaler.class, owner)
                                .getSpec()
                                .getMinReplicas()))
                .orElse(1);
    }

    private static double imageVersion(Manifest manifest, String owner) {
        Matcher version = Pattern.compile(":(\\d+\\.\\d+)")
                .matcher(Objects.requireNonNull(manifest.templates().get(owner))
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage());
        assertThat(version.find()).isTrue();
        return Double.parseDouble(version.group(1));
    }

    private double required(String server) {
        Matcher row = Pattern.compile("\\| " + server + " \\| ([\\d.]+) \\|").matcher(guide);
        assertThat(row.find()).isTrue();
        return Double.parseDouble(row.group(1));
    }

    private static String property(String name) {
        Matcher value = Pattern.compile("<" + name + ">(.*)</").matcher(text("pom.xml"));
        assertThat(value.find()).isTrue();
        return value.group(1);
    }

    private static String text(String file) {
        try {
            return Files.readString(Kustomize.ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

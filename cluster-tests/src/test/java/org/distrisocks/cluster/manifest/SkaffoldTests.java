package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code skaffold.yaml} against Skaffold's own schema, and against what it names. */
class SkaffoldTests {

    private static final String SCHEMA = "skaffold-v4beta13.json";

    private static JsonNode skaffold;

    @BeforeAll
    static void read() throws IOException {
        skaffold =
                Manifest.STRICT.readTree(Kustomize.ROOT.resolve("skaffold.yaml").toFile());
    }

    @Test
    void isWhatSkaffoldReads() throws IOException {
        try (InputStream copy =
                Objects.requireNonNull(SkaffoldTests.class.getClassLoader().getResourceAsStream(SCHEMA))) {
            assertThat(schema(copy).validate(skaffold)).isEmpty();
        }
    }

    /** Our copy is the schema that is kept beside the project, where it is. */
    @Test
    void schemaIsTheSharedOne() throws IOException {
        Path shared = Kustomize.ROOT.resolve("../shared/schemas").resolve(SCHEMA);
        if (Files.exists(shared)) {
            ObjectMapper json = new ObjectMapper();
            try (InputStream copy =
                    Objects.requireNonNull(SkaffoldTests.class.getClassLoader().getResourceAsStream(SCHEMA))) {
                assertThat(json.readTree(copy)).isEqualTo(json.readTree(shared.toFile()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "embedded", "prod"})
    void everyProfileBuildsEachImageOfOursThatItDeploys(String profile) {
        JsonNode own = profile(profile);
        String folder = own.at("/manifests/kustomize/paths/0").asText("k8s/overlays/dev");
        JsonNode artifacts =
                own.at("/build/artifacts").isArray() ? own.at("/build/artifacts") : skaffold.at("/build/artifacts");

        assertThat(folder).isEqualTo("k8s/overlays/" + profile);
        Set<String> deployed = Kustomize.render("overlays/" + profile).templates().values().stream()
                .flatMap(template -> References.containers(template.getSpec()).stream())
                .map(container -> container.getImage().replaceAll(":[^:/]*$", ""))
                .filter(image -> image.contains("distrisocks"))
                .collect(Collectors.toSet());
        assertThat(StreamSupport.stream(artifacts.spliterator(), false)
                        .map(artifact -> artifact.path("image").asText()))
                .containsExactlyInAnyOrderElementsOf(deployed);
    }

    @Test
    void forwardsAPortThatThereIs() {
        JsonNode forward = skaffold.at("/portForward/0");

        assertThat(Kustomize.render("overlays/dev")
                        .get(Service.class, forward.path("resourceName").asText())
                        .getSpec()
                        .getPorts())
                .extracting(port -> port.getPort())
                .contains(forward.path("port").asInt());
    }

    @Test
    void copiesThePageToWhereThePodReadsItAndMayWrite() {
        JsonNode rule = skaffold.at("/build/artifacts/0/sync/manual/0");
        Container backend = Kustomize.render("overlays/dev")
                .get(StatefulSet.class, "distrisocks")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        String to = rule.path("dest").asText();

        assertThat(Kustomize.ROOT.resolve(rule.path("strip").asText()).resolve("index.html"))
                .exists();
        assertThat(backend.getEnv())
                .filteredOn(variable -> variable.getName().equals("SPRING_WEB_RESOURCES_STATICLOCATIONS"))
                .singleElement()
                .satisfies(variable -> assertThat(variable.getValue()).startsWith("file:" + to + "/,"));
        assertThat(backend.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .anyMatch(to::startsWith);
    }

    /** Skaffold deletes what it has applied; claims of a StatefulSet are not in that. */
    @Test
    void developmentLeavesNoVolumesBehind() {
        assertThat(Kustomize.render("overlays/dev").all(StatefulSet.class))
                .filteredOn(set -> !set.getSpec().getVolumeClaimTemplates().isEmpty())
                .isNotEmpty()
                .allSatisfy(set -> assertThat(set.getSpec()
                                .getPersistentVolumeClaimRetentionPolicy()
                                .getWhenDeleted())
                        .isEqualTo("Delete"));
    }

    private static JsonNode profile(String name) {
        return StreamSupport.stream(skaffold.path("profiles").spliterator(), false)
                .filter(profile -> profile.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonSchema schema(InputStream file) {
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(file);
    }
}

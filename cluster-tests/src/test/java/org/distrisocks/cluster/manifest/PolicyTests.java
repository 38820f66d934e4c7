package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every rendering keeps: least rights, no root, limits, and times that fit together. */
class PolicyTests {

    static Stream<Manifest> renderings() {
        return Stream.concat(
                Kustomize.folders("overlays").stream().map(name -> Kustomize.render("overlays/" + name)),
                Kustomize.folders("components").stream().map(Kustomize::renderWithBase));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void noContainerHasMoreRightsThanItNeeds(Manifest manifest) {
        manifest.templates().forEach((owner, template) -> {
            PodSpec pod = template.getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(owner).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).as(owner).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                    .containsOnlyNulls();
            assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
            for (Container container : References.containers(pod)) {
                SecurityContext context = container.getSecurityContext();
                assertThat(context.getAllowPrivilegeEscalation()).as(owner).isFalse();
                assertThat(context.getReadOnlyRootFilesystem()).as(owner).isTrue();
                assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(context.getCapabilities().getAdd()).isEmpty();
                assertThat(context.getPrivileged()).isNull();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyContainerHasRequestsAndLimitsAndAVersion(Manifest manifest) {
        manifest.templates()
                .forEach((owner, template) -> References.containers(template.getSpec())
                        .forEach(container -> {
                            assertThat(container.getResources().getRequests())
                                    .as(owner)
                                    .containsKeys("cpu", "memory");
                            assertThat(container.getResources().getLimits())
                                    .as(owner)
                                    .containsKeys("cpu", "memory");
                            assertThat(container.getImage())
                                    .matches(".+:.*\\d.*")
                                    .doesNotContain("latest");
                        }));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void onlyTheBackendHasATokenAndItMayReadOneConfigMap(Manifest manifest) {
        assertThat(manifest.all(ServiceAccount.class)).allMatch(account -> !account.getAutomountServiceAccountToken());
        manifest.templates()
                .forEach((owner, template) -> assertThat(template.getSpec().getAutomountServiceAccountToken())
                        .isEqualTo(owner.equals("distrisocks")));
        List<PolicyRule> rules = manifest.all(Role.class).stream()
                .flatMap(role -> role.getRules().stream())
                .toList();
        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.getApiGroups()).containsExactly("");
            assertThat(rule.getResources()).containsExactly("configmaps");
            assertThat(rule.getResourceNames()).containsExactly("distrisocks");
            assertThat(rule.getVerbs()).containsExactly("get", "watch");
        });
        assertThat(manifest.get(ConfigMap.class, "distrisocks").getData()).containsOnlyKeys("application.yaml");
        assertThat(manifest.objects().stream().map(object -> object.getKind()))
                .doesNotContain("ClusterRole", "ClusterRoleBinding");
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void probesAskTheRightQuestionsOnThePortThatIsNotPublic(Manifest manifest) {
        Container backend = manifest.backend();
        assertThat(backend.getStartupProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(backend.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
        assertThat(backend.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(Stream.of(backend.getStartupProbe(), backend.getReadinessProbe(), backend.getLivenessProbe()))
                .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("management"));
        assertThat(manifest.get(Service.class, "distrisocks").getSpec().getPorts())
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactly("http");
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void theTimesOfAStopFitIntoOneAnother(Manifest manifest) {
        PodTimes times = PodTimes.of(manifest);
        assertThat(times).isEqualTo(PodTimes.ofBase());
        assertThat(times.stopLimit()).isGreaterThanOrEqualTo(times.drainWindow().plusSeconds(2));
        assertThat(times.grace())
                .isGreaterThan(times.preStop().plus(times.stopLimit()).plusSeconds(2));
        assertThat(times.preStop()).isPositive();
        // The process says by itself what it waits for, before the kubelet ends it.
        assertThat(times.startLimit()).isLessThan(times.startupProbe());
        assertThat(times.startLimit()).isGreaterThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void podsAreTheirNamesAndGoOneByOne(Manifest manifest) {
        StatefulSet set = manifest.get(StatefulSet.class, "distrisocks");
        assertThat(manifest.backend().getEnv().stream()
                        .filter(variable -> variable.getName().equals("POD_ID"))
                        .map(variable -> variable.getValueFrom().getFieldRef().getFieldPath()))
                .containsExactly("metadata.name");
        assertThat(set.getSpec().getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(set.getSpec().getUpdateStrategy().getRollingUpdate())
                .as("one by one is the default, and servers drop maxUnavailable while its gate is off")
                .isNull();
        assertThat(manifest.get(PodDisruptionBudget.class, "distrisocks")
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
        assertThat(manifest.get(Service.class, set.getSpec().getServiceName())
                        .getSpec()
                        .getClusterIP())
                .isEqualTo("None");
    }

    @Test
    void productionBringsNoSecretAndNoDemoAndAsksForThreePodsOverZones() {
        Manifest prod = Kustomize.render("overlays/prod");

        assertThat(prod.all(Secret.class)).isEmpty();
        assertThat(prod.backend().getEnv())
                .noneMatch(variable -> variable.getName().contains("PROFILES"));
        assertThat(prod.get(StatefulSet.class, "distrisocks").getSpec().getReplicas())
                .isNull();
        assertThat(prod.get(HorizontalPodAutoscaler.class, "distrisocks")
                        .getSpec()
                        .getMinReplicas())
                .isEqualTo(3);
        List<TopologySpreadConstraint> spread = prod.get(StatefulSet.class, "distrisocks")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTopologySpreadConstraints();
        assertThat(spread)
                .as("a pod whose zone has no node that takes it goes to another zone")
                .allMatch(constraint -> constraint.getWhenUnsatisfiable().equals("ScheduleAnyway"))
                .filteredOn(constraint -> constraint.getTopologyKey().equals("topology.kubernetes.io/zone"))
                .singleElement()
                .satisfies(zones -> assertThat(zones.getNodeTaintsPolicy()).isEqualTo("Honor"));
    }

    @Test
    void productionDeniesByDefaultAndShowsTheManagementPortToPrometheusAlone() {
        Manifest prod = Kustomize.render("overlays/prod");

        assertThat(prod.get(NetworkPolicy.class, "default-deny").getSpec()).satisfies(deny -> {
            assertThat(deny.getPodSelector().getMatchLabels())
                    .as("pods of cert-manager and Strimzi in the namespace are not ours")
                    .containsExactly(Map.entry("app.kubernetes.io/part-of", "distrisocks"));
            assertThat(deny.getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(deny.getIngress()).isEmpty();
            assertThat(deny.getEgress()).isEmpty();
        });
        assertThat(prod.get(NetworkPolicy.class, "distrisocks").getSpec().getIngress())
                .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty())
                .filteredOn(rule -> rule.getPorts().stream()
                        .anyMatch(port -> port.getPort().getStrVal().equals("management")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom()).hasSize(1));
    }

    @Test
    void productionDeniesToAllPodsOfOurs() {
        for (String overlay : Kustomize.folders("overlays")) {
            Kustomize.render("overlays/" + overlay)
                    .templates()
                    .forEach((owner, template) -> assertThat(
                                    template.getMetadata().getLabels())
                            .as(owner)
                            .containsEntry("app.kubernetes.io/part-of", "distrisocks"));
        }
    }

    /** Operators hand labels on to the pods that they make. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "kafka-strimzi"})
    void podsThatOperatorsMakeDoNotLookLikeOurs(String component) {
        assertThat(Kustomize.renderWithBase(component).objects())
                .filteredOn(object ->
                        object instanceof Gateway || object instanceof Kafka || object instanceof KafkaNodePool)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(
                                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of()))
                        .doesNotContainKeys("app.kubernetes.io/name", "app.kubernetes.io/part-of"));
    }

    @Test
    void whatProductionAsksOfSecretsIsWhatItReads() {
        Map<String, List<String>> read = Kustomize.render("overlays/prod").backend().getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .collect(Collectors.groupingBy(
                        key -> key.getName(), Collectors.mapping(key -> key.getKey(), Collectors.toList())));

        assertThat(Secrets.example().all(Secret.class)).hasSameSizeAs(read.keySet());
        for (Secret secret : Secrets.example().all(Secret.class)) {
            assertThat(read.get(secret.getMetadata().getName()))
                    .containsExactlyInAnyOrderElementsOf(Secrets.keysOf(secret));
        }
    }

    @Test
    void autoscalingTakesThePlaceOfTheOther() {
        ScaledObject scaler =
                Kustomize.renderWithBase("autoscaling").all(ScaledObject.class).getFirst();

        assertThat(scaler.getSpec().triggers())
                .singleElement()
                .satisfies(
                        trigger -> assertThat(trigger.metadata()).containsKeys("serverAddress", "query", "threshold"));
    }
}

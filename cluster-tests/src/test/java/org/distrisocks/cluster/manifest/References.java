package org.distrisocks.cluster.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the objects of a manifest name, and whether it is there: in the manifest, or promised by someone else. */
final class References {

    private final Manifest manifest;
    private final Secrets secrets;
    private final List<String> dangling = new ArrayList<>();

    References(Manifest manifest) {
        this.manifest = manifest;
        this.secrets = Secrets.of(manifest);
    }

    /** One line for each name that leads nowhere; empty if all is well. */
    List<String> dangling() {
        manifest.templates().forEach(this::checkTemplate);
        manifest.all(Service.class).forEach(this::checkService);
        manifest.all(StatefulSet.class).forEach(this::checkSet);
        for (PodDisruptionBudget budget : manifest.all(PodDisruptionBudget.class)) {
            require(selects(budget.getSpec().getSelector().getMatchLabels()), budget, "selects no pod");
        }
        for (RoleBinding binding : manifest.all(RoleBinding.class)) {
            requireNamed(Role.class, binding.getRoleRef().getName(), binding);
            binding.getSubjects().forEach(one -> requireNamed(ServiceAccount.class, one.getName(), binding));
        }
        for (HorizontalPodAutoscaler scaler : manifest.all(HorizontalPodAutoscaler.class)) {
            requireNamed(StatefulSet.class, scaler.getSpec().getScaleTargetRef().getName(), scaler);
        }
        for (ScaledObject scaler : manifest.all(ScaledObject.class)) {
            requireNamed(StatefulSet.class, scaler.getSpec().scaleTargetRef().name(), scaler);
        }
        manifest.all(Ingress.class).forEach(this::checkIngress);
        manifest.all(HTTPRoute.class).forEach(this::checkRoute);
        manifest.all(ServiceMonitor.class).forEach(this::checkMonitor);
        return dangling;
    }

    private void checkTemplate(String owner, PodTemplateSpec template) {
        PodSpec spec = template.getSpec();
        if (spec.getServiceAccountName() != null) {
            require(has(ServiceAccount.class, spec.getServiceAccountName()), owner, spec.getServiceAccountName());
        }
        for (Container container : containers(spec)) {
            container.getEnv().stream()
                    .filter(variable -> variable.getValueFrom() != null)
                    .forEach(variable -> checkSource(owner + " " + variable.getName(), variable.getValueFrom()));
            Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                    .filter(Objects::nonNull)
                    .forEach(probe -> checkProbe(owner, container, probe));
            container.getVolumeMounts().forEach(mount -> {
                boolean isVolume =
                        spec.getVolumes().stream().map(Volume::getName).anyMatch(mount.getName()::equals);
                require(isVolume || isClaimed(owner, mount.getName()), owner, "no volume " + mount.getName());
            });
        }
        spec.getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .forEach(volume -> require(
                        secrets.has(volume.getSecret().getSecretName()),
                        owner,
                        "no Secret " + volume.getSecret().getSecretName()));
    }

    private void checkSource(String user, EnvVarSource source) {
        if (source.getSecretKeyRef() != null) {
            String name = source.getSecretKeyRef().getName();
            String key = source.getSecretKeyRef().getKey();
            require(secrets.has(name, key), user, "no key " + key + " of a Secret " + name);
        }
        if (source.getConfigMapKeyRef() != null) {
            String name = source.getConfigMapKeyRef().getName();
            require(
                    manifest.get(ConfigMap.class, name)
                            .getData()
                            .containsKey(source.getConfigMapKeyRef().getKey()),
                    user,
                    "no key of ConfigMap " + name);
        }
    }

    private void checkProbe(String owner, Container container, Probe probe) {
        HTTPGetAction get = probe.getHttpGet();
        TCPSocketAction tcp = probe.getTcpSocket();
        IntOrString port = get != null ? get.getPort() : tcp != null ? tcp.getPort() : null;
        require(port == null || opens(container, port), owner, "a probe asks a port that is none");
    }

    private void checkService(Service service) {
        List<PodTemplateSpec> pods = manifest.templates().values().stream()
                .filter(template -> matches(service.getSpec().getSelector(), template))
                .toList();
        require(!pods.isEmpty(), service, "selects no pod");
        for (ServicePort port : service.getSpec().getPorts()) {
            require(
                    pods.stream()
                            .flatMap(pod -> containers(pod.getSpec()).stream())
                            .anyMatch(container -> opens(container, port.getTargetPort())),
                    service,
                    "no pod opens " + port.getTargetPort().getStrVal());
        }
    }

    private void checkSet(StatefulSet set) {
        requireNamed(Service.class, set.getSpec().getServiceName(), set);
        LabelSelector selector = set.getSpec().getSelector();
        require(
                matches(selector.getMatchLabels(), set.getSpec().getTemplate()),
                set,
                "does not select its own template");
    }

    private void checkIngress(Ingress ingress) {
        ingress.getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService())
                .forEach(backend -> require(
                        manifest.get(Service.class, backend.getName()).getSpec().getPorts().stream()
                                .anyMatch(port ->
                                        port.getName().equals(backend.getPort().getName())),
                        ingress,
                        "no port of Service " + backend.getName()));
    }

    private void checkRoute(HTTPRoute route) {
        for (ParentReference parent : route.getSpec().getParentRefs()) {
            require(
                    manifest.all(Gateway.class).stream()
                            .filter(gateway -> gateway.getMetadata().getName().equals(parent.getName()))
                            .flatMap(gateway -> gateway.getSpec().getListeners().stream())
                            .anyMatch(listener -> listener.getName().equals(parent.getSectionName())),
                    route,
                    "no listener " + parent.getSectionName() + " of a Gateway " + parent.getName());
        }
        route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .forEach(backend -> require(
                        manifest.get(Service.class, backend.getName()).getSpec().getPorts().stream()
                                .anyMatch(port -> Objects.equals(port.getPort(), backend.getPort())),
                        route,
                        "no port " + backend.getPort() + " of Service " + backend.getName()));
    }

    private void checkMonitor(ServiceMonitor monitor) {
        List<Service> services = manifest.all(Service.class).stream()
                .filter(service -> service.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(
                                monitor.getSpec().getSelector().getMatchLabels().entrySet()))
                .toList();
        monitor.getSpec()
                .getEndpoints()
                .forEach(endpoint -> require(
                        services.stream()
                                .flatMap(service -> service.getSpec().getPorts().stream())
                                .anyMatch(port -> port.getName().equals(endpoint.getPort())),
                        monitor,
                        "no Service with a port " + endpoint.getPort()));
    }

    static List<Container> containers(PodSpec spec) {
        return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .toList();
    }

    private boolean selects(Map<String, String> labels) {
        return manifest.templates().values().stream().anyMatch(template -> matches(labels, template));
    }

    private static boolean matches(Map<String, String> labels, PodTemplateSpec template) {
        Set<Map.Entry<String, String>> of = template.getMetadata().getLabels().entrySet();
        return !labels.isEmpty() && of.containsAll(labels.entrySet());
    }

    private static boolean opens(Container container, IntOrString port) {
        return container.getPorts().stream()
                .anyMatch((ContainerPort open) -> port.getStrVal() == null
                        ? Objects.equals(open.getContainerPort(), port.getIntVal())
                        : port.getStrVal().equals(open.getName()));
    }

    private boolean isClaimed(String set, String volume) {
        return manifest.all(StatefulSet.class).stream()
                .filter(one -> one.getMetadata().getName().equals(set))
                .flatMap(one -> one.getSpec().getVolumeClaimTemplates().stream())
                .anyMatch(claim -> claim.getMetadata().getName().equals(volume));
    }

    private <T extends HasMetadata> boolean has(Class<T> kind, String name) {
        return manifest.all(kind).stream()
                .anyMatch(object -> object.getMetadata().getName().equals(name));
    }

    private <T extends HasMetadata> void requireNamed(Class<T> kind, String name, HasMetadata user) {
        require(has(kind, name), user, "no " + kind.getSimpleName() + " " + name);
    }

    private void require(boolean holds, HasMetadata who, String what) {
        require(holds, who.getKind() + " " + who.getMetadata().getName(), what);
    }

    private void require(boolean holds, String who, String what) {
        if (!holds) {
            dangling.add(who + ": " + what);
        }
    }
}

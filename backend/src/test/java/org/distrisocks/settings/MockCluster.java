package org.distrisocks.settings;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.Map;

/** The API server of Kubernetes with one ConfigMap, to which this JVM turns as a pod would, until it is closed. */
final class MockCluster implements AutoCloseable {

    static final String NAMESPACE = "chat";

    private static final Map<String, String> AS_A_POD_WOULD = Map.of(
            "kubernetes.namespace", NAMESPACE,
            "kubernetes.trust.certificates", "true",
            "kubernetes.auth.tryKubeConfig", "false",
            "kubernetes.auth.tryServiceAccount", "false");

    private final KubernetesMockServer server;

    /** Keeps what it is given, and answers by it. */
    static MockCluster crud() {
        return new MockCluster(new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false));
    }

    /** Answers all that is asked for the ConfigMap with that status. */
    static MockCluster answering(int status) {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/" + NAMESPACE + "/configmaps/distrisocks")
                .andReturn(status, Map.of("kind", "Status", "apiVersion", "v1", "code", status, "message", "refused"))
                .always();
        return new MockCluster(server);
    }

    private MockCluster(KubernetesMockServer server) {
        this.server = server;
        server.init();
        AS_A_POD_WOULD.forEach(System::setProperty);
        System.setProperty("kubernetes.master", server.url("/"));
    }

    void put(String yaml) {
        var there = server.createClient().configMaps().inNamespace(NAMESPACE).resource(withData(yaml));
        if (there.get() == null) {
            there.create();
        } else {
            there.update();
        }
    }

    private static ConfigMap withData(String yaml) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("distrisocks")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToData("application.yaml", yaml)
                .build();
    }

    @Override
    public void close() {
        AS_A_POD_WOULD.keySet().forEach(System::clearProperty);
        System.clearProperty("kubernetes.master");
        server.destroy();
    }
}

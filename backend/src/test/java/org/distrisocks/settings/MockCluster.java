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

    private static final String PATH = "/api/v1/namespaces/" + NAMESPACE + "/configmaps/distrisocks";

    private static final Map<String, String> AS_A_POD_WOULD = Map.of(
            "kubernetes.namespace", NAMESPACE,
            "kubernetes.trust.certificates", "true",
            "kubernetes.request.retry.backoffLimit", "0",
            "kubernetes.auth.tryKubeConfig", "false",
            "kubernetes.auth.tryServiceAccount", "false");

    private final KubernetesMockServer server;

    /** Keeps what it is given, and answers by it. */
    static MockCluster crud() {
        return new MockCluster(new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false));
    }

    /** Answers each request for the ConfigMap with that status, in the words of an API server. */
    static MockCluster answering(int status) {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.expect().get().withPath(PATH).andReturn(status, refusal(status)).always();
        return new MockCluster(server);
    }

    /** Answers the first request for the ConfigMap with 503, and the others with what it holds. */
    static MockCluster answeringFromTheSecondRequestOn(String yaml) {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.expect().get().withPath(PATH).andReturn(503, refusal(503)).once();
        server.expect().get().withPath(PATH).andReturn(200, withData(yaml)).always();
        return new MockCluster(server);
    }

    /** Nobody listens where the API server should. */
    static MockCluster away() {
        MockCluster cluster = new MockCluster(new KubernetesMockServer(false));
        cluster.server.destroy();
        return cluster;
    }

    private static Map<String, Object> refusal(int status) {
        return Map.of("kind", "Status", "apiVersion", "v1", "code", status, "message", "configmaps is refused");
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

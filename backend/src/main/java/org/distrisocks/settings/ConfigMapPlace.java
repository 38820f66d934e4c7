package org.distrisocks.settings;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Where the settings of a pod are.
 *
 * @param namespace that of the pod
 * @param name {@code spring.application.name}: {@code distrisocks}
 */
record ConfigMapPlace(String namespace, String name) {

    static ConfigMapPlace of(Environment environment, KubernetesClient client) {
        return new ConfigMapPlace(
                environment.getProperty("spring.cloud.kubernetes.client.namespace", client.getNamespace()),
                environment.getRequiredProperty("spring.application.name"));
    }

    Resource<ConfigMap> in(KubernetesClient client) {
        return client.configMaps().inNamespace(namespace).withName(name);
    }

    /** Why a request failed: the status and words of the API server, or what kept the request from reaching it. */
    static String reason(KubernetesClientException failure) {
        if (failure.getCode() > 0) {
            String words = failure.getStatus() == null
                    ? failure.getMessage()
                    : failure.getStatus().getMessage();
            return "HTTP " + failure.getCode() + ": " + words;
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public String toString() {
        return "ConfigMap " + namespace + "/" + name;
    }
}

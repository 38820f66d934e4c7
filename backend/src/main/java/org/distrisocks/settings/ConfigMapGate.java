package org.distrisocks.settings;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;

/**
 * Says in one line if the ConfigMap could not be read, and why; {@code distrisocks.settings.required} makes that the end of
 * the start. Spring Cloud has read it by now, or gone on without a word. Outside Kubernetes this does nothing.
 */
public final class ConfigMapGate implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(ConfigMapGate.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (!isRead(environment)) {
            return;
        }
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            String problem = problem(client, ConfigMapPlace.of(environment, client));
            if (problem == null) {
                return;
            }
            if (environment.getProperty("distrisocks.settings.required", Boolean.class, false)) {
                throw new IllegalStateException(problem + ", and distrisocks.settings.required is true");
            }
            log.warn("{}: the pod starts with its defaults", problem);
        }
    }

    /** Whether this pod runs on Kubernetes and reads a ConfigMap there. */
    static boolean isRead(Environment environment) {
        return CloudPlatform.KUBERNETES.isActive(environment)
                && environment.getProperty("spring.cloud.kubernetes.config.enabled", Boolean.class, true);
    }

    private static @Nullable String problem(KubernetesClient client, ConfigMapPlace place) {
        try {
            return place.in(client).get() == null ? "there is no " + place : null;
        } catch (KubernetesClientException refused) {
            return refused.getCode() == HttpStatus.FORBIDDEN.value()
                    ? "the ServiceAccount may not get the " + place
                    : "the " + place + " cannot be read (" + refused.getMessage() + ")";
        }
    }
}

package org.distrisocks.settings;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Says in one line if the ConfigMap could not be read, and why; {@code distrisocks.settings.required} makes that the end of
 * the start. Spring Cloud has read it by now, or gone on without a word. Outside Kubernetes this does nothing.
 *
 * <p>What counts is what Spring Cloud has read, and not what can be read now: an API server that comes back in between would
 * hide that the pod starts without its settings.
 */
public final class ConfigMapGate implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(ConfigMapGate.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (!isRead(environment) || hasSettings(environment)) {
            return;
        }
        // Spring Cloud has tried again and again by now; this asks once.
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build()) {
            problem(client, environment).ifPresent(problem -> refuseOrWarn(problem, environment));
        }
    }

    /** Whether this pod runs on Kubernetes and reads a ConfigMap there. */
    static boolean isRead(Environment environment) {
        return CloudPlatform.KUBERNETES.isActive(environment)
                && environment.getProperty("spring.cloud.kubernetes.config.enabled", Boolean.class, true);
    }

    private static boolean hasSettings(ConfigurableEnvironment environment) {
        return ConfigMapSource.in(environment).anyMatch(source -> source.getPropertyNames().length > 0);
    }

    /** Why Spring Cloud has read nothing; empty if the ConfigMap is there and sets nothing. */
    private static Optional<String> problem(KubernetesClient client, ConfigurableEnvironment environment) {
        ConfigMapPlace place = ConfigMapPlace.of(environment, client);
        try {
            if (place.in(client).get() == null) {
                return Optional.of("there is no " + place);
            }
            boolean wasRead = ConfigMapSource.in(environment).findAny().isPresent();
            return wasRead
                    ? Optional.empty()
                    : Optional.of("the " + place + " could not be read, although it can be read now");
        } catch (KubernetesClientException failure) {
            return Optional.of("the " + place + " cannot be read (" + ConfigMapPlace.reason(failure) + ")");
        }
    }

    private static void refuseOrWarn(String problem, Environment environment) {
        if (environment.getProperty("distrisocks.settings.required", Boolean.class, false)) {
            throw new IllegalStateException(problem + ", and distrisocks.settings.required is true");
        }
        log.warn("{}: the pod starts with its defaults", problem);
    }
}

package org.distrisocks.settings;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.distrisocks.schedule.PeriodicTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnCloudPlatform;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Watches the one ConfigMap, by name, and hands each change on. Spring Cloud's own reload lists all ConfigMaps of the
 * namespace, which the Role does not allow, and binds every bean of every library anew.
 *
 * <p>A watch that ends is opened again at the next look; what changed meanwhile is seen then.
 */
@Component
@ConditionalOnCloudPlatform(CloudPlatform.KUBERNETES)
@ConditionalOnProperty(name = "spring.cloud.kubernetes.config.enabled", matchIfMissing = true)
class ConfigMapWatch extends PeriodicTask {

    private static final Logger log = LoggerFactory.getLogger(ConfigMapWatch.class);

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final ConfigMapPlace place;
    private final LiveSettings settings;
    private final AtomicReference<@Nullable Watch> open = new AtomicReference<>();
    private boolean isReported;

    ConfigMapWatch(KubernetesClient client, ConfigurableEnvironment environment, LiveSettings settings) {
        super("config-map-watch", LOOK);
        this.client = client;
        this.place = ConfigMapPlace.of(environment, client);
        this.settings = settings;
    }

    /** Opens the watch unless it is. */
    @Override
    protected void run() {
        if (open.get() != null) {
            return;
        }
        try {
            open.set(place.in(client).watch(new Changes()));
            isReported = false;
        } catch (KubernetesClientException refused) {
            if (!isReported) {
                log.warn("the {} is not followed: {}", place, ConfigMapPlace.reason(refused));
                isReported = true;
            }
        }
    }

    @Override
    public void stop() {
        super.stop();
        Watch watch = open.getAndSet(null);
        if (watch != null) {
            watch.close();
        }
    }

    private final class Changes implements Watcher<ConfigMap> {

        @Override
        public void eventReceived(Action action, ConfigMap configMap) {
            switch (action) {
                case ADDED, MODIFIED -> settings.take(configMap.getData() == null ? Map.of() : configMap.getData());
                case DELETED -> log.warn("the {} is deleted: what it has set stays until the next start", place);
                case BOOKMARK, ERROR -> log.debug("{} of the {}", action, place);
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            log.debug("the watch of the {} has ended", place, cause);
            open.set(null);
        }
    }
}

package org.distrisocks.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.distrisocks.part.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Kafka by a client of its own, which is kept. */
@Component
class KafkaPart implements Part, AutoCloseable {

    private static final int LIMIT_MILLISECONDS = 2_000;

    private final Map<String, Object> configuration;
    private @Nullable Admin kept;

    KafkaPart(KafkaAdmin admin) {
        this.configuration = new HashMap<>(admin.getConfigurationProperties());
        configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, "distrisocks-probe");
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLISECONDS);
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLISECONDS);
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public String degrades() {
        return "delivery falls back to the inbox sweep, and ticks are late";
    }

    @Override
    public String address() {
        return String.valueOf(configuration.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG))
                .replaceAll("[\\[\\] ]", "");
    }

    @Override
    public synchronized void probe() throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = kept;
        if (admin == null) {
            admin = Admin.create(configuration);
            kept = admin;
        }
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(LIMIT_MILLISECONDS))
                .clusterId()
                .get(LIMIT_MILLISECONDS + 500, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.close(Duration.ZERO);
            kept = null;
        }
    }
}

package org.distrisocks.relay.janitor;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.distrisocks.identity.PodId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics and consumer groups that are named after pods. */
final class PodTopics implements AutoCloseable {

    /** The outcome of one deletion. */
    enum Deleted {
        NOW,
        BEFORE,
        NOT
    }

    private static final Logger log = LoggerFactory.getLogger(PodTopics.class);

    /** Milliseconds; two of them fit into a claim on the pod. */
    private static final int LIMIT = 10_000;

    private final Admin admin;
    private final Set<String> shared;

    /**
     * @param shared topics that no pod owns, whatever a pod may call itself
     */
    PodTopics(KafkaAdmin settings, Set<String> shared) {
        this.admin = Admin.create(settings.getConfigurationProperties());
        this.shared = shared;
    }

    /**
     * Deletes the pod's group and then its topic. A group that has a member is a pod that lives, though Redis does not
     * know it: then both stay.
     *
     * @throws TimeoutException if Kafka has not answered in time, and may yet do it
     */
    Deleted delete(PodId pod) {
        String name = pod.value();
        if (shared.contains(name) || name.startsWith("__")) {
            return Deleted.NOT;
        }
        try {
            done(
                    admin.deleteConsumerGroups(List.of(name), new DeleteConsumerGroupsOptions().timeoutMs(LIMIT))
                            .all(),
                    GroupIdNotFoundException.class);
            boolean deleted = done(
                    admin.deleteTopics(List.of(name), new DeleteTopicsOptions().timeoutMs(LIMIT))
                            .all(),
                    UnknownTopicOrPartitionException.class);
            return deleted ? Deleted.NOW : Deleted.BEFORE;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof TimeoutException unknown) {
                throw unknown;
            }
            log.warn("the topic of pod {} stays for now: {}", pod, String.valueOf(failure.getCause()));
            return Deleted.NOT;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Deleted.NOT;
        }
    }

    private static boolean done(KafkaFuture<Void> deletion, Class<? extends Exception> notThere)
            throws ExecutionException, InterruptedException {
        try {
            deletion.get();
            return true;
        } catch (ExecutionException failure) {
            if (notThere.isInstance(failure.getCause())) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

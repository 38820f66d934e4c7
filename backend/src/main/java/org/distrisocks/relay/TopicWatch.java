package org.distrisocks.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** How full the topics are, asked of Kafka itself by a client that is made when somebody looks for the first time. */
@Component
public class TopicWatch implements AutoCloseable {

    private static final int LIMIT_MILLISECONDS = 3_000;

    private final Map<String, Object> configuration;
    private @Nullable Admin kept;

    TopicWatch(KafkaAdmin admin) {
        this.configuration = new HashMap<>(admin.getConfigurationProperties());
        configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, "distrisocks-topics");
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLISECONDS);
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLISECONDS);
    }

    /**
     * The topics of these pods and those that all share; a pod whose topic is not there is left out.
     *
     * @throws ExecutionException if Kafka does not answer within seconds
     */
    public List<TopicFigures> read(Collection<PodId> pods) throws InterruptedException, ExecutionException {
        Set<String> names = new LinkedHashSet<>();
        pods.forEach(pod -> names.add(pod.value()));
        names.addAll(SharedTopics.ALL);
        Admin admin = admin();

        Map<String, List<TopicPartition>> partitions = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            TopicDescription topic = unless(UnknownTopicOrPartitionException.class, asked.getValue());
            if (topic != null) {
                List<TopicPartition> own = IntStream.range(0, topic.partitions().size())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                        .toList();
                partitions.put(topic.name(), own);
                own.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
                if (!topic.name().equals(SharedTopics.DEAD_LETTERS)) {
                    groups.put(group(topic.name()), new ListConsumerGroupOffsetsSpec().topicPartitions(own));
                }
            }
        }
        ListOffsetsResult latest = admin.listOffsets(ends);
        ListConsumerGroupOffsetsResult committed = admin.listConsumerGroupOffsets(groups);
        List<TopicFigures> topics = new ArrayList<>(names.size());
        for (String name : names) {
            List<TopicPartition> own = partitions.get(name);
            if (own != null) {
                topics.add(figures(name, own, latest, groups.containsKey(group(name)) ? committed : null));
            }
        }
        return topics;
    }

    private static TopicFigures figures(
            String name,
            List<TopicPartition> partitions,
            ListOffsetsResult latest,
            @Nullable ListConsumerGroupOffsetsResult committed)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> read = committed == null
                ? null
                : unless(GroupIdNotFoundException.class, committed.partitionsToOffsetAndMetadata(group(name)));
        long records = 0;
        long lag = 0;
        boolean known = false;
        for (TopicPartition partition : partitions) {
            long end = latest.partitionResult(partition).get().offset();
            OffsetAndMetadata offset = read == null ? null : read.get(partition);
            records += end;
            known |= offset != null;
            lag += offset == null ? 0 : Math.max(0, end - offset.offset());
        }
        return new TopicFigures(name, partitions.size(), records, known ? lag : null);
    }

    /** A pod's topic is read by a group of the same name. */
    private static String group(String topic) {
        return topic.equals(SharedTopics.STATUSES) ? RelayBindings.LEDGER_GROUP : topic;
    }

    private static <T> @Nullable T unless(Class<? extends Exception> missing, KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            if (missing.isInstance(failure.getCause())) {
                return null;
            }
            throw failure;
        }
    }

    private synchronized Admin admin() {
        Admin admin = kept;
        if (admin == null) {
            admin = Admin.create(configuration);
            kept = admin;
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.close(Duration.ZERO);
        }
    }
}

package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.distrisocks.cluster.client.ChatClient;
import org.junit.jupiter.api.Test;

/** What stands in Kafka. */
@OnTwoPods
class TopicsIT {

    private static final String STATUS_TOPIC = "message-status";

    private final Cluster cluster;
    private final String kafka;

    TopicsIT(Cluster cluster) {
        this.cluster = cluster;
        this.kafka = cluster.services().addresses().kafkaBootstrapServers();
    }

    @Test
    void namesATopicAfterEachPodWithAPartitionForEachConsumer() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .contains("pod-0", "pod-1", STATUS_TOPIC)
                    .as("topics of pods")
                    .filteredOn(name -> name.startsWith("pod"))
                    .hasSize(2);
            List<String> pods = List.of("pod-0", "pod-1");
            assertThat(admin.describeTopics(pods).allTopicNames().get(20, TimeUnit.SECONDS))
                    .allSatisfy((pod, topic) -> assertThat(topic.partitions()).hasSize(1));
            assertThat(admin.describeConsumerGroups(pods).all().get(20, TimeUnit.SECONDS))
                    .containsOnlyKeys(pods)
                    .allSatisfy((pod, group) -> assertThat(group.members()).hasSize(1));
        }
    }

    @Test
    void tellsOfEachMoveOfAMessageOnMessageStatus() throws Exception {
        TestPeople people = new TestPeople(cluster);
        String sender = people.register("sender");
        String receiver = people.register("receiver");
        try (ChatClient from = people.connect(sender, cluster.pod(0));
                ChatClient to = people.connect(receiver, cluster.pod(1))) {
            from.send(receiver, "watch me");
            String messageId = to.messages().next().messageId();
            from.ticks().nextThat(tick -> tick.status().equals("DELIVERED"));

            // The two come from two pods: either may be first.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(statusRecords(messageId))
                            .anyMatch(record -> record.value().contains("SET_STATUS_TO_SENT"))
                            .anyMatch(record -> record.value().contains("SET_STATUS_TO_DELIVERED"))
                            .allMatch(record -> record.value().contains("pod-1"))
                            .as("one ledger reads both")
                            .extracting(ConsumerRecord::key)
                            .containsOnly("pod-1"));
        }
    }

    private List<ConsumerRecord<String, String>> statusRecords(String messageId) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(STATUS_TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value().contains(messageId)) {
                        records.add(record);
                    }
                }
            }
            return records;
        }
    }
}

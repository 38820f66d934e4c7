package org.distrisocks.cluster.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.fault.agent.FailPoint;
import org.distrisocks.cluster.history.Event;
import org.distrisocks.cluster.history.HistoryChecker;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.pod.PodExtras;

/**
 * A pod id that starts again finds in its topic what was meant for its life before, and whose receiver has read it from
 * the inbox meanwhile. The new life waits before it takes its topic, and remembers little, so that nothing but the epoch
 * tells one from the other.
 */
final class EpochScenario {

    private static final int MESSAGES = 50;
    private static final String POD = "pod-1";

    private EpochScenario() {}

    static Verdict run(FaultCluster cluster, PodExtras breakage) throws Exception {
        TestPeople people = cluster.people();
        String sender = people.register("writer");
        String receiver = people.register("reader");
        List<Event> events = new ArrayList<>();
        try (ChatClient from = people.connect(sender, cluster.pod(0))) {
            ChatClient before = people.connect(receiver, cluster.pod(1));
            cluster.pod(1).pause();
            List<CompletableFuture<Void>> receipts = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                events.add(new Event.Sent(System.nanoTime(), "m" + i, sender, receiver, i));
                receipts.add(from.send(receiver, "m" + i).receipt());
            }
            receipts.forEach(receipt -> receipt.orTimeout(20, TimeUnit.SECONDS).join());
            await().atMost(Duration.ofSeconds(10)).until(() -> lag(cluster) >= MESSAGES);
            cluster.pod(1).kill();
            before.close();
            cluster.pod(1)
                    .restart(FailPoint.AFTER_CONSUME
                            .pause(Duration.ofSeconds(4), 1)
                            .with("distrisocks.delivery.remembered", "5")
                            .and(breakage));
            try (ChatClient after = people.connect(receiver, cluster.pod(1))) {
                List<ChatMessage> read = new ArrayList<>(after.messages().next(MESSAGES));
                // The consumer that was killed is missed only after its session's time, 45 s by default.
                await().atMost(Duration.ofSeconds(90)).until(() -> lag(cluster) == 0);
                read.addAll(after.messages().next(after.messages().size()));
                read.forEach(message -> events.add(new Event.Seen(
                        System.nanoTime(),
                        "reader#2",
                        receiver,
                        message.messageId(),
                        message.payload(),
                        message.redelivered())));
            }
        }
        return HistoryChecker.check(events, cluster.rows().sentBy(List.of(sender)));
    }

    /** Records in the pod's topic that it has not dealt with. */
    private static long lag(FaultCluster cluster) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.addresses().kafkaBootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            var done = admin.listConsumerGroupOffsets(POD)
                    .partitionsToOffsetAndMetadata()
                    .get(20, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetSpec> latest = describe(admin).partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(POD, partition.partition()), _ -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get(20, TimeUnit.SECONDS).entrySet().stream()
                    .mapToLong(end -> {
                        var committed = done.get(end.getKey());
                        return end.getValue().offset() - (committed == null ? 0 : committed.offset());
                    })
                    .sum();
        }
    }

    private static TopicDescription describe(Admin admin) throws Exception {
        return Objects.requireNonNull(admin.describeTopics(List.of(POD))
                .allTopicNames()
                .get(20, TimeUnit.SECONDS)
                .get(POD));
    }
}

package org.distrisocks.cluster.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.fault.agent.Breakage;
import org.distrisocks.cluster.fault.agent.FailPoint;
import org.distrisocks.cluster.fault.agent.Hook;
import org.distrisocks.cluster.history.StoredRow;

/**
 * A pod id that starts again finds in its topic what was meant for its life before: copies and ticks for a session that
 * is no more. The user's next session has its history from elsewhere, and nothing but the epoch tells that these are not
 * for it. The new life waits before it takes its topic, so that the session is there first.
 */
final class EpochScenario {

    private static final int MESSAGES = 50;
    private static final String POD = "pod-1";

    private EpochScenario() {}

    /** What a new session was shown of the life before. */
    static List<String> run(FaultCluster cluster, Breakage... breakages) throws Exception {
        Hook hook = Arrays.stream(breakages)
                .map(Breakage::on)
                .reduce(FailPoint.AFTER_CONSUME.pause(Duration.ofSeconds(4), 1), Hook::and);
        TestPeople people = cluster.people();
        String sender = people.register("writer");
        String receiver = people.register("reader");
        try (ChatClient from = people.connect(sender, cluster.pod(0));
                ChatClient to = people.connect(receiver, cluster.pod(0))) {
            ChatClient device = people.connect(sender, cluster.pod(1));
            cluster.pod(1).pause();
            for (int i = 0; i < MESSAGES; i++) {
                from.send(receiver, "m" + i);
            }
            to.messages().next(MESSAGES);
            // Or its partitions of message-status would bring their ticks later, and rightly.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.rows().sentBy(sender).stream()
                            .allMatch(row -> row.status() == StoredRow.DELIVERED));
            awaitStandstill(cluster);
            cluster.pod(1).kill();
            device.close();
        }
        cluster.pod(1).launch();
        hook.into(cluster.pod(1));
        cluster.pod(1).awaitReady();
        try (ChatClient next = people.connect(sender, cluster.pod(1))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> lag(cluster) == 0);
            List<String> shown = new ArrayList<>();
            next.messages().next(next.messages().size()).forEach(copy -> shown.add("copy of " + copy.payload()));
            next.ticks()
                    .next(next.ticks().size())
                    .forEach(tick -> shown.add(tick.status() + " of " + tick.messageId()));
            return shown;
        }
    }

    /** Until copies and ticks wait in the pod's topic, as many in one record as came together, and no more come. */
    private static void awaitStandstill(FaultCluster cluster) {
        AtomicLong before = new AtomicLong();
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    long now = lag(cluster);
                    return before.getAndSet(now) == now && now > 0;
                });
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

package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.history.StoredRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lease and presence come back by themselves; a message that is SENT to a pod proves that its user was found there. */
@FaultTest
class HealIT {

    private final FaultCluster cluster;
    private final TestPeople people;

    HealIT(FaultCluster cluster) {
        this.cluster = cluster;
        this.people = cluster.people();
    }

    @Test
    void aUserWhoConnectsDuringAnOutageOfRedisIsFoundWhenItIsBack() throws Exception {
        String alice = people.register("alice");
        String bob = people.register("bob");
        cluster.redis().stop();
        try (ChatClient receiver = people.connect(alice, cluster.pod(0));
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            assertThat(receiver.isConnected()).isTrue();
            cluster.redis().start();

            awaitFound(sender, bob, alice, Duration.ofSeconds(20));
        }
    }

    @Test
    void aPodThatWasFrozenLongerThanItsLeaseIsFoundAgain() throws Exception {
        String alice = people.register("alice");
        String bob = people.register("bob");
        try (ChatClient receiver = people.connect(alice, cluster.pod(0));
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            assertThat(receiver.isConnected()).isTrue();
            cluster.pod(0).pause();
            try {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> redis("GET {pods}pod:pod-0").startsWith("$-1"));
            } finally {
                cluster.pod(0).resume();
            }

            awaitFound(sender, bob, alice, Duration.ofSeconds(20));
        }
    }

    @Test
    @Tag("long")
    void aPodThatHasBeenReplacedEndsAndLeavesTheLeaseOfTheOther() throws Exception {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        cluster.pod(0).onDeath(exitCode::complete);
        String newer = "9999999999999 2026-01-01T00:00:00Z 127.0.0.1:1";
        redis("SET {pods}pod:pod-0 \"" + newer + "\"");
        try {
            assertThat(exitCode.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(redis("GET {pods}pod:pod-0")).contains(newer);
        } finally {
            // No pod-0 starts beside it.
            redis("DEL {pods}pod:pod-0");
        }
    }

    @Test
    void aPodWhoseTopicAnotherProcessOfItsIdReadsEnds() {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        cluster.pod(0).onDeath(exitCode::complete);
        Map<String, Object> other = Map.of(
                "bootstrap.servers", cluster.addresses().kafkaBootstrapServers(),
                "group.id", "pod-0",
                "group.instance.id", "pod-0-0");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(other, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("pod-0"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return exitCode.isDone();
            });
        }
        assertThat(exitCode).isCompletedWithValue(1);
    }

    private void awaitFound(ChatClient sender, String from, String to, Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(500)).until(() -> {
            sender.send(to, "are you there?");
            return cluster.rows().sentBy(from).stream()
                    .map(StoredRow::sent)
                    .anyMatch(sent -> sent != null && sent.pod().equals("pod-0"));
        });
    }

    private String redis(String command) {
        return Redis.answer(cluster.addresses(), command);
    }
}

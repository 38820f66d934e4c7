package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Test;

/** Receivers of all kinds, over several pods. */
@FaultTest
class ReadersIT {

    /** Below this a difference is the machine's, not the pod's. */
    private static final Duration NOISE = Duration.ofMillis(150);

    private final FaultCluster cluster;
    private final TestPeople people;

    ReadersIT(FaultCluster cluster) {
        this.cluster = cluster;
        this.people = cluster.people();
    }

    @Test
    void letsNobodyWaitForAReaderThatIsStuckAndClaimsNoDeliveryToIt() throws Exception {
        try (Traffic traffic =
                        cluster.traffic().pairs(8).from(0).to(1).withAcks().start();
                StuckScenario diligent = new StuckScenario(cluster);
                StuckScenario stuck = new StuckScenario(cluster)) {
            traffic.rate(100);
            traffic.runFor(Duration.ofSeconds(2));
            long begin = System.nanoTime();
            diligent.load();
            traffic.runFor(Duration.ofSeconds(3));
            Duration before = p99(traffic, begin);

            long overwhelmed = System.nanoTime();
            stuck.overwhelm();
            traffic.runFor(Duration.ofSeconds(3));
            Duration during = p99(traffic, overwhelmed);

            Verdict verdict = stuck.verdict();
            System.out.printf(
                    "stuck reader: p99 of the others %d ms, beside one that reads as much %d ms; %s%n",
                    during.toMillis(), before.toMillis(), verdict);
            assertThat(verdict.falseDelivered()).isEmpty();
            assertThat(verdict.undelivered()).as("what waits in the inbox").isPositive();
            if (Timings.ARE_OF_PRODUCTION) {
                assertThat(during).isLessThan(before.multipliedBy(2).plus(NOISE));
            }
            assertThat(traffic.settle().faults()).isEmpty();
        }
    }

    @Test
    void givesEachOfManyDevicesEveryMessageOnce() throws Exception {
        String sender = people.register("writer");
        String receiver = people.register("devices");
        List<String> texts = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        List<ChatClient> devices = IntStream.range(0, 6)
                .mapToObj(i -> people.connect(receiver, cluster.pod(i % 3)))
                .toList();
        try (ChatClient from = people.connect(sender, cluster.pod(0))) {
            texts.forEach(text -> from.send(receiver, text));

            for (ChatClient device : devices) {
                assertThat(device.messages().next(texts.size()))
                        .extracting(ChatMessage::payload)
                        .containsExactlyElementsOf(texts);
            }
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> devices.stream()
                            .allMatch(device -> device.messages().size() == 0));
        }
        devices.forEach(ChatClient::close);
    }

    @Test
    void keepsWhatIsNotAcknowledgedForTheNextPod() throws Exception {
        String sender = people.register("writer");
        String receiver = people.register("careful");
        try (ChatClient from = people.connect(sender, cluster.pod(0))) {
            ChatMessage acknowledged;
            try (ChatClient first = acknowledging(receiver, 1, "client-individual")) {
                from.send(receiver, "one").await();
                from.send(receiver, "two").await();
                first.messages().next();
                acknowledged = first.messages().next();
                first.ack(acknowledged).get(20, TimeUnit.SECONDS);
                awaitDelivered(sender, 1);
                cluster.pod(1).kill();
            }
            try (ChatClient second = acknowledging(receiver, 2, "client")) {
                ChatMessage again = second.messages().next();
                assertThat(again.payload()).isEqualTo("one");
                assertThat(again.redelivered()).isTrue();
                from.send(receiver, "three").await();
                from.send(receiver, "four").await();
                List<ChatMessage> rest = second.messages().next(2);
                second.ack(rest.getLast()).get(20, TimeUnit.SECONDS);
                awaitDelivered(sender, 4);
            }
            try (ChatClient third = people.connect(receiver, cluster.pod(0))) {
                from.send(receiver, "five").await();
                assertThat(third.messages().next().payload()).isEqualTo("five");
            }
        }
    }

    private ChatClient acknowledging(String user, int pod, String mode) {
        return ChatClient.connect(cluster.pod(pod).stompUrl(), user, TestPeople.PASSWORD, mode);
    }

    private void awaitDelivered(String sender, int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> cluster.rows().sentBy(List.of(sender)).stream()
                                .filter(row -> row.status() == StoredRow.DELIVERED)
                                .count()
                        == count);
    }

    private static Duration p99(Traffic traffic, long from) {
        List<Duration> latencies = traffic.history().latencies(traffic.receivers(), from, System.nanoTime());
        assertThat(latencies).as("what was sent").isNotEmpty();
        return latencies.get(latencies.size() * 99 / 100);
    }
}

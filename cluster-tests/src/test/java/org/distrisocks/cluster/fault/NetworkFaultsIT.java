package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad ways between pods and services, and between clients and pods. */
@FaultTest
class NetworkFaultsIT {

    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private final FaultCluster cluster;

    NetworkFaultsIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    /** One after the other under one traffic: delay, black hole, RST, refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"redis", "postgres", "kafka"})
    @Tag("long")
    void losesNothingOnABadWayTo(String service) {
        TcpProxy way = cluster.proxy(service);
        try (Traffic traffic = cluster.traffic().pairs(6).window(50).start()) {
            traffic.rate(50);
            assertThat(way.open()).as("connections that go this way").isPositive();
            way.delay(Duration.ofMillis(100));
            traffic.runFor(OUTAGE);
            way.heal();
            way.reset();
            traffic.runFor(Duration.ofSeconds(1));
            way.blackHole();
            traffic.runFor(OUTAGE);
            way.heal();
            traffic.runFor(Duration.ofSeconds(1));
            way.cut();
            traffic.runFor(OUTAGE);
            way.heal();
            traffic.runFor(Duration.ofSeconds(1));

            Verdict verdict = traffic.settle();
            System.out.println("bad way to " + service + ": " + verdict);
            assertThat(verdict.faults()).isEmpty();
        }
    }

    /** With {@code ack:auto} what a pod has written when the way breaks is DELIVERED, and nobody knows that it is lost. */
    @Test
    void losesNothingOfClientsThatAcknowledgeAndAreCutOff() {
        try (Traffic traffic = cluster.traffic()
                .reaching(cluster.proxiedUrls())
                .pairs(6)
                .withAcks()
                .start()) {
            traffic.rate(100);
            for (String pod : new String[] {"pod-0", "pod-1", "pod-2"}) {
                cluster.proxy(pod).reset();
                traffic.runFor(Duration.ofSeconds(1));
                cluster.proxy(pod).throttle(50_000);
                traffic.runFor(Duration.ofSeconds(1));
                cluster.proxy(pod).heal();
            }

            Verdict verdict = traffic.settle();
            System.out.println("clients cut off: " + verdict);
            assertThat(verdict.faults()).isEmpty();
        }
    }

    /** What lies in the buffer of a socket is on no device. One who leaves that to the pod shows that it lies there. */
    @Test
    void claimsNoDeliveryToAReceiverWhoAcknowledgesAndWhoseNetworkIsFrozen() throws Exception {
        TestPeople people = cluster.people();
        String sender = people.register("writer");
        String careful = people.register("careful");
        String careless = people.register("careless");
        String frozenPod = cluster.proxiedUrls().get(1);
        try (ChatClient from = people.connect(sender, cluster.pod(0));
                ChatClient first = ChatClient.connect(frozenPod, careful, TestPeople.PASSWORD, "client-individual");
                ChatClient second = ChatClient.connect(frozenPod, careless, TestPeople.PASSWORD)) {
            cluster.proxy("pod-1").blackHole();
            from.send(careful, "hi").await();
            from.send(careless, "hi").await();
            await().atMost(Duration.ofSeconds(20)).until(() -> status(sender, careless) == StoredRow.DELIVERED);

            assertThat(status(sender, careful)).isLessThan(StoredRow.DELIVERED);
            assertThat(first.messages().size() + second.messages().size()).isZero();
            try (ChatClient back =
                    ChatClient.connect(cluster.pod(2).stompUrl(), careful, TestPeople.PASSWORD, "client-individual")) {
                ChatMessage again = back.messages().next();
                assertThat(again.redelivered()).isTrue();
                back.ack(again).get(20, TimeUnit.SECONDS);
                await().atMost(Duration.ofSeconds(20)).until(() -> status(sender, careful) == StoredRow.DELIVERED);
            }
        }
    }

    private int status(String sender, String receiver) {
        return cluster.rows().sentBy(sender).stream()
                .filter(row -> row.receiver().equals(receiver))
                .mapToInt(StoredRow::status)
                .findFirst()
                .orElseThrow();
    }
}

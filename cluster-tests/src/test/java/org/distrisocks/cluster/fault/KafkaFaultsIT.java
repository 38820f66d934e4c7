package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka away under load: SEND and RECEIPT go on, and all is delivered, in order (DESIGN §8). */
@FaultTest
class KafkaFaultsIT {

    private static final int RATE = 200;

    private final FaultCluster cluster;

    KafkaFaultsIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @Tag("long")
    void deliversWhatWasSentWhileKafkaWasStopped() {
        survives("Kafka stopped", Timings.OUTAGE, cluster.kafka()::stop, cluster.kafka()::start);
    }

    /** It is away for 9 s longer: so long Kafka keeps a broker out that has not said goodbye. */
    @Test
    void deliversWhatWasSentWhileKafkaWasKilled() {
        survives("Kafka killed", Timings.OUTAGE, cluster.kafka()::kill, cluster.kafka()::start);
    }

    @Test
    @Tag("long")
    void deliversWhatWasSentWhileKafkaStoodStill() {
        survives("Kafka frozen", Timings.OUTAGE, cluster.kafka()::pause, cluster.kafka()::resume);
    }

    /** What PostgreSQL has recorded comes no more, whatever becomes of the pod that answered. */
    @Test
    void promise1AnswersAnAckWhileKafkaIsStoppedByWhatPostgresHas() throws Exception {
        TestPeople people = cluster.people();
        String sender = people.register("writer");
        String receiver = people.register("careful");
        try (ChatClient from = people.connect(sender, cluster.pod(0))) {
            ChatClient reader = careful(receiver);
            from.send(receiver, "with Kafka").await();
            reader.messages().next();
            cluster.kafka().stop();
            from.send(receiver, "without Kafka").await();
            ChatMessage last = reader.messages().next();

            reader.ack(last).get(30, TimeUnit.SECONDS);
            reader.ack(last).get(30, TimeUnit.SECONDS);
            assertThat(cluster.rows().sentBy(sender))
                    .extracting(StoredRow::status)
                    .containsExactly(StoredRow.DELIVERED, StoredRow.DELIVERED);
            cluster.pod(1).kill();

            cluster.kafka().start();
            cluster.pod(1).start();
            try (ChatClient again = careful(receiver)) {
                from.send(receiver, "the next").await();
                assertThat(again.messages().next().payload()).isEqualTo("the next");
            }
        }
    }

    /** Who acknowledges. */
    private ChatClient careful(String user) {
        return ChatClient.connect(cluster.pod(1).stompUrl(), user, TestPeople.PASSWORD, "client");
    }

    private void survives(String name, Duration outage, Runnable fault, Runnable end) {
        try (Traffic traffic = cluster.traffic().pairs(10).start()) {
            traffic.rate(RATE);
            traffic.runFor(Duration.ofSeconds(1));
            fault.run();
            long down = System.nanoTime();
            traffic.runFor(outage);
            Set<String> during = traffic.history().acknowledged();
            long up = System.nanoTime();
            end.run();
            traffic.runFor(Duration.ofSeconds(2));

            Verdict verdict = traffic.settle();
            System.out.printf(
                    "%s for %d s: %s; %s%n",
                    name, outage.toSeconds(), Recovery.of(traffic.history(), up, during), verdict);
            assertThat(traffic.history().receiptsBetween(down, up))
                    .as("RECEIPTs while Kafka was away")
                    .isGreaterThan((int) (RATE * outage.toSeconds() * 8 / 10));
            assertThat(verdict.faults()).isEmpty();
        }
    }
}

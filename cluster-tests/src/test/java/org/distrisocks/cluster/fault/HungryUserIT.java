package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.distrisocks.cluster.pod.PodExtras;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.traffic.Traffic;
import org.distrisocks.devservices.ServiceAddresses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 8: what one user makes a pod hold is bounded in bytes, whatever way is tried. */
@Tag("long")
@FaultTest
class HungryUserIT {

    private final FaultCluster cluster;

    HungryUserIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void letsOneUserTakeNoMoreThanItsShareOfASmallHeapWhileOthersChat() throws Exception {
        String hungry = cluster.people().register("hungry");
        String token = cluster.people().token(hungry);
        PodProcess pod = cluster.pod(1);
        pod.restart(PodExtras.flags("-Xmx256m"));
        fillInbox(hungry, 1_500);

        try (Traffic traffic =
                        cluster.traffic().pairs(1).from(0).to(1).withAcks().start();
                HungrySessions sessions = new HungrySessions(pod.stompUrl(), hungry, token)) {
            traffic.rate(20);
            sessions.fillTransactions(15, 8, 25);
            sessions.leaveFramesUnfinished(15);
            sessions.subscribeAndReadNothing(40, 10);
            sessions.send(5, 40);
            traffic.runFor(Duration.ofSeconds(2));

            assertThat(pod.isAlive())
                    .as("the pod lives: %s", pod.log().reason())
                    .isTrue();
            assertThat(traffic.settle().faults()).isEmpty();
            assertThat(metric(pod, "distrisocks_limits_reached_total{limit=\"user-memory\"}")
                            + metric(pod, "distrisocks_limits_reached_total{limit=\"session-memory\"}"))
                    .as("refusals are counted")
                    .isPositive();
            assertThat(metric(pod, "distrisocks_memory_used_bytes"))
                    .as("one user's share, and the pair's")
                    .isLessThan(10 << 20);
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(metric(pod, "distrisocks_memory_used_bytes"))
                        .as("all of it is given back")
                        .isZero());
    }

    private void fillInbox(String receiver, int messages) throws SQLException {
        ServiceAddresses at = cluster.addresses();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement insert = connection.prepareStatement("""
                        WITH stored AS (
                          INSERT INTO messages (message_id, sender_id, receiver_id, payload)
                          SELECT gen_random_uuid(), ?, ?, i || repeat('x', 60000) FROM generate_series(1, ?) i
                          RETURNING receiver_id, seq, message_id
                        ) INSERT INTO inbox (receiver_id, seq, message_id) SELECT * FROM stored""")) {
            insert.setString(1, receiver);
            insert.setString(2, receiver);
            insert.setInt(3, messages);
            assertThat(insert.executeUpdate()).isEqualTo(messages);
        }
    }

    /** 0 if it has not come up. */
    private static double metric(PodProcess pod, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(pod.readiness().resolve("/actuator/prometheus"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }
}

package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.pod.PodExtras;
import org.distrisocks.devservices.ServiceAddresses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 8: an inbox that is larger than the pod's memory. */
@Tag("long")
@FaultTest
class BigInboxIT {

    private static final int MESSAGES = 100_000;
    private static final int OCTETS = 1_500;

    private final FaultCluster cluster;

    BigInboxIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void givesAHundredThousandMessagesInOrderFromASmallHeap() throws Exception {
        String sender = cluster.people().register("writer");
        String receiver = cluster.people().register("returner");
        fillInbox(sender, receiver);
        cluster.pod(2).restart(PodExtras.flags("-Xmx160m"));

        long begin = System.nanoTime();
        try (ChatClient client = cluster.people().connect(receiver, cluster.pod(2))) {
            for (int i = 1; i <= MESSAGES; i++) {
                ChatMessage message = client.messages().next();
                assertThat(message.payload()).startsWith(i + " ");
                assertThat(message.redelivered()).isFalse();
            }
        }
        System.out.printf(
                "an inbox of %,d messages, %d MB, from a heap of 160 MB: %.1f s%n",
                MESSAGES, ((long) MESSAGES * OCTETS) >> 20, (System.nanoTime() - begin) / 1e9);
        assertThat(cluster.pod(2).isAlive()).isTrue();
    }

    private void fillInbox(String sender, String receiver) throws SQLException {
        ServiceAddresses at = cluster.addresses();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement insert = connection.prepareStatement("""
                        WITH stored AS (
                          INSERT INTO messages (message_id, sender_id, receiver_id, payload)
                          SELECT gen_random_uuid(), ?, ?, i || ' ' || repeat('x', ?) FROM generate_series(1, ?) i
                          RETURNING receiver_id, seq, message_id
                        ) INSERT INTO inbox (receiver_id, seq, message_id) SELECT * FROM stored""")) {
            insert.setString(1, sender);
            insert.setString(2, receiver);
            insert.setInt(3, OCTETS);
            insert.setInt(4, MESSAGES);
            insert.setQueryTimeout((int) TimeUnit.MINUTES.toSeconds(2));
            assertThat(insert.executeUpdate()).isEqualTo(MESSAGES);
        }
    }
}

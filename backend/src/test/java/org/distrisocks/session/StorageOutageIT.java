package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.distrisocks.session.RawStompClient.ERRORS;
import static org.distrisocks.session.RawStompClient.body;

import java.time.Duration;
import java.util.Set;
import org.distrisocks.RealPod;
import org.distrisocks.RealServices;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** DESIGN §8, "PostgreSQL down": the sender is told, no RECEIPT comes, and a repeat afterwards makes no second row. */
@DirtiesContext
@TestPropertySource(
        properties = {"distrisocks.pod.id=backend-it-storage", "spring.datasource.hikari.connection-timeout=250"})
class StorageOutageIT extends RealPod {

    private static final String SEND = "destination:/app/messages\n";

    @Test
    void tellsTheSenderAndTakesTheRepeatOnce() {
        UserId alice = user("alice");
        UserId bob = user("bob");
        try (RawStompClient client = RawStompClient.connect(port, alice, PASSWORD)) {
            client.subscribe(ERRORS);
            DevService postgres = RealServices.services().postgres();
            postgres.stop();
            try {
                client.send("SEND\nreceipt:lost\n" + SEND + "\n" + body(bob, "c0", "alone") + "\0");
                assertUnavailable(client, Set.of("c0"));

                client.send("BEGIN\ntransaction:t\n\n\0");
                client.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bob, "c1", "one") + "\0");
                client.send("SEND\ntransaction:t\n" + SEND + "\n" + body(bob, "c2", "two") + "\0");
                client.send("COMMIT\ntransaction:t\nreceipt:lost\n\n\0");
                assertUnavailable(client, Set.of("c1", "c2"));
            } finally {
                postgres.start();
            }

            store(client, body(bob, "c0", "alone"));
            store(client, body(bob, "c0", "alone"));
            store(client, body(bob, "c1", "one"));
            store(client, body(bob, "c2", "two"));
        }
        assertThat(messagesOf(alice)).isEqualTo(3);
    }

    /** Sends it again after each problem: PostgreSQL takes a moment to be back. */
    private static void store(RawStompClient client, String body) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.send("SEND\nreceipt:stored\n" + SEND + "\n" + body + "\0")
                                .awaitEither(StompCommand.RECEIPT, StompCommand.MESSAGE)
                                .command()
                        == StompCommand.RECEIPT);
    }

    private static void assertUnavailable(RawStompClient client, Set<String> clientIds) {
        for (int i = 0; i < clientIds.size(); i++) {
            JsonNode problem = client.awaitJson(ERRORS);
            assertThat(problem.path("type").asString()).isEqualTo("urn:distrisocks:problem:storage-unavailable");
            assertThat(clientIds).contains(problem.path("client_id").asString());
        }
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.distrisocks.session.RawStompClient.MESSAGES;

import java.time.Duration;
import java.util.List;
import org.distrisocks.RealPod;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.presence.PresenceRegistry;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** What Redis or Kafka loses, the inbox still brings: late, once, and in order (promises 2, 3 and 4). */
@DirtiesContext
@TestPropertySource(
        properties = {
            "distrisocks.pod.id=backend-it-sweep",
            "distrisocks.delivery.sweep-period=1s",
            "distrisocks.delivery.sweep-age=2s",
            "distrisocks.delivery.ack-timeout=3s"
        })
@SuppressWarnings("NullAway.Init")
class LostFastPathIT extends RealPod {

    @Autowired
    private PresenceRegistry presence;

    private UserId bobId;
    private RawStompClient alice;
    private RawStompClient bob;

    @BeforeEach
    void connect() {
        bobId = user("bob");
        alice = RawStompClient.connect(port, user("alice"), PASSWORD).subscribe(RawStompClient.STATUS);
        bob = RawStompClient.connect(port, bobId, PASSWORD);
    }

    @AfterEach
    void leave() {
        alice.close();
        bob.close();
    }

    @Test
    void sweepsWhatWasRoutedNowhere() {
        bob.subscribe(MESSAGES);
        presence.remove(bobId);

        alice.message(bobId, "c1", "1").message(bobId, "c2", "2");

        assertThat(List.of(payload(bob), payload(bob))).containsExactly("1", "2");
        awaitDelivered("c1", "c2");
        assertNothingButTheNext();
    }

    @Test
    void keepsTheOrderWhenTheFastPathIsBackBeforeTheSweep() {
        bob.subscribe(MESSAGES);
        presence.remove(bobId);
        alice.message(bobId, "c1", "1").message(bobId, "c2", "2");
        presence.add(bobId);

        alice.message(bobId, "c3", "3");

        assertThat(List.of(payload(bob), payload(bob), payload(bob))).containsExactly("1", "2", "3");
        awaitDelivered("c1", "c2", "c3");
        assertNothingButTheNext();
    }

    @Test
    void reportsAgainWhatTheRowDoesNotKnow() {
        bob.subscribe(MESSAGES);
        alice.message(bobId, "c1", "1");
        MessageId id = id(bob.awaitMessage(MESSAGES));
        await().until(() -> status(id) == 2);

        // As if Kafka had lost the news.
        sql.update("update messages set status = 1, delivered_at = null where message_id = ?", id.value());
        sql.update(
                "insert into inbox select receiver_id, seq, message_id from messages where message_id = ?", id.value());

        await().atMost(Duration.ofSeconds(15)).until(() -> status(id) == 2);
        assertNothingButTheNext();
    }

    @Test
    void givesAgainWhatWasNotAcknowledgedInTime() {
        bob.subscribe("m", MESSAGES, "client-individual");
        alice.message(bobId, "c1", "1").message(bobId, "c2", "2");
        StompFrame first = bob.awaitMessage(MESSAGES);
        StompFrame second = bob.awaitMessage(MESSAGES);
        bob.sendAndAwait("NACK", "id:" + second.required("ack") + "\n", "");

        StompFrame again = bob.awaitMessage(MESSAGES);
        StompFrame secondAgain = bob.awaitMessage(MESSAGES);

        assertThat(id(again)).isEqualTo(id(first));
        assertThat(id(secondAgain)).isEqualTo(id(second));
        assertThat(again.required("redelivered")).isEqualTo("true");
        assertThat(status(id(again))).isLessThan(2);
        bob.sendAndAwait("ACK", "id:" + again.required("ack") + "\n", "");
        bob.sendAndAwait("ACK", "id:" + secondAgain.required("ack") + "\n", "");
        awaitDelivered("c1", "c2");
    }

    /** What was given twice would come before, at the latest with the sweep after the next. */
    private void assertNothingButTheNext() {
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(4))
                .until(() -> bob.left(MESSAGES).isEmpty());
        alice.message(bobId, "end", "end");
        assertThat(payload(bob)).isEqualTo("end");
    }

    private void awaitDelivered(String... clientIds) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> sql.queryForList(
                                "select client_id from messages where receiver_id = ? and status = 2 order by seq",
                                String.class,
                                bobId.value())
                        .equals(List.of(clientIds)));
    }

    private static String payload(RawStompClient client) {
        return client.awaitJson(MESSAGES).path("payload").asString();
    }

    private static MessageId id(StompFrame frame) {
        assertThat(new String(frame.body(), UTF_8)).contains("message_id");
        return MessageId.parse(frame.required("message-id"));
    }
}

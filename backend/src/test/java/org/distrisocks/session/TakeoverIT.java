package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.distrisocks.session.RawStompClient.STATUS;

import java.time.Instant;
import java.util.List;
import org.distrisocks.RealPod;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.StatusMove;
import org.distrisocks.inbox.StatusMove.Reached;
import org.distrisocks.inbox.StatusMoves;
import org.distrisocks.relay.LedgerTakeover;
import org.distrisocks.relay.StatusEvent;
import org.distrisocks.relay.StatusEventReceiver;
import org.distrisocks.relay.StatusPublisher;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * DESIGN §8, a pod is killed: senders' ticks catch up. Its ledger has moved a row and has not told the sender; the next pod
 * reads the same report.
 */
@SuppressWarnings("NullAway.Init")
class TakeoverIT extends RealPod {

    @Autowired
    private StatusMoves moves;

    @Autowired
    private StatusPublisher reports;

    @Autowired
    private StatusEventReceiver ledger;

    @Autowired
    private LedgerTakeover takeover;

    @Test
    void tellsTheSenderWhatADeadLedgerHasMoved() {
        UserId bob = user("bob");
        try (RawStompClient alice =
                RawStompClient.connect(port, user("alice"), PASSWORD).subscribe(STATUS)) {
            MessageId message = send(alice, bob, "c1");
            assertThat(moves.move(
                            List.of(new StatusMove(message, null, new Reached(Instant.now(), new PodId("dead"))))))
                    .as("what the dead one did not tell")
                    .hasSize(1);

            takeover.begin();
            reports.delivered(List.of(message));

            assertThat(alice.awaitJson(STATUS).path("status").asString()).isEqualTo("DELIVERED");
        }
    }

    /** SENT comes after DELIVERED all the time: that is no news. */
    @Test
    void tellsNothingOfAReportThatComesLate() {
        UserId bob = user("bob");
        try (RawStompClient alice =
                RawStompClient.connect(port, user("alice"), PASSWORD).subscribe(STATUS)) {
            MessageId first = send(alice, bob, "c1");
            ledger.receive(List.of(report(StatusEvent.Type.SET_STATUS_TO_DELIVERED, first)), false);
            assertThat(alice.awaitJson(STATUS).path("status").asString()).isEqualTo("DELIVERED");
            MessageId second = send(alice, bob, "c2");

            ledger.receive(List.of(report(StatusEvent.Type.SET_STATUS_TO_SENT, first)), true);
            ledger.receive(List.of(report(StatusEvent.Type.SET_STATUS_TO_DELIVERED, second)), true);

            assertThat(alice.awaitJson(STATUS).path("message_id").asString()).isEqualTo(second.toString());
        }
    }

    private static MessageId send(RawStompClient from, UserId to, String clientId) {
        from.message(to, clientId, "hi");
        return MessageId.parse(from.awaitJson(STATUS).path("message_id").asString());
    }

    private static StatusEvent report(StatusEvent.Type type, MessageId message) {
        return new StatusEvent(type, List.of(message), new PodId(POD), Instant.now(), null);
    }
}

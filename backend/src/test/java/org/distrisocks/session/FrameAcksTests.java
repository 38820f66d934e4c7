package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.account.Operators;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompFrameDecoder;
import org.distrisocks.session.stomp.StompProtocolException;
import org.junit.jupiter.api.Test;

/** Promise 1 for ACK: a RECEIPT means that DELIVERED is durable. */
class FrameAcksTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    private final ScriptedPeer peer = new ScriptedPeer();
    private final ScriptedListener listener = new ScriptedListener();
    private final FrameDispatcher dispatcher = new FrameDispatcher(
            mock(FrameLogins.class),
            mock(SendReceiver.class),
            listener,
            mock(UserLimits.class),
            new Operators(Set.of()),
            ScriptedPeer.limits());
    private final StompSession session = peer.connect(new UserId("bob"));

    private final MessageId one = IDS.next();
    private final MessageId two = IDS.next();

    @Test
    void promise1AnswersARepeatedAckWhenTheFirstIsRecorded() {
        subscribe("client-individual");
        String ack = deliver(one);
        ack(ack, "first");
        ack(ack, "again");
        assertThat(receipts()).isEmpty();
        assertThat(listener.acknowledged).as("reported once").containsExactly(one);

        listener.record();
        assertThat(receipts()).containsExactly("first", "again");

        ack(ack, "once more");
        assertThat(receipts()).containsExactly("first", "again", "once more");
        assertThat(listener.acknowledged).containsExactly(one);
    }

    @Test
    void promise1AnswersNoAckBeforeThoseThatItIncludes() {
        subscribe("client");
        String first = deliver(one);
        String second = deliver(two);
        ack(first, "first");
        ack(second, "second");
        Acknowledgement ofFirst = listener.take();
        listener.record();
        assertThat(receipts()).isEmpty();

        ofFirst.recorded();
        assertThat(receipts()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void promise1SaysByAnErrorThatAnAckIsNotRecorded() {
        subscribe("client-individual");
        ack(deliver(one), "r1");

        listener.lose();

        StompFrame error = peer.frames().getLast();
        assertThat(error.command()).isEqualTo(StompCommand.ERROR);
        assertThat(error.required("receipt-id")).isEqualTo("r1");
        assertThat(receipts()).isEmpty();
        assertThat(peer.closeCode()).isEqualTo(CloseReason.FAILED.code());
    }

    @Test
    void promise1RecordsAnewWhatWasLostWithoutAReceipt() {
        subscribe("client-individual");
        String ack = deliver(one);
        does("ACK\nid:" + ack + "\n\n\0");
        listener.lose();
        assertThat(peer.closeCode()).isNull();

        ack(ack, "again");
        assertThat(receipts()).isEmpty();
        listener.record();

        assertThat(listener.acknowledged).containsExactly(one, one);
        assertThat(receipts()).containsExactly("again");
    }

    /** It has been written for so long that it may be written again. */
    @Test
    void promise1RecordsAnAckThatComesLate() {
        Subscription subscription = subscribe("client-individual");
        String ack = deliver(one);
        subscription.expire(List.of(one));
        assertThat(subscription.isFull()).isFalse();

        ack(ack, "late");
        assertThat(listener.acknowledged).containsExactly(one);
        assertThat(receipts()).isEmpty();
        listener.record();

        assertThat(receipts()).containsExactly("late");
    }

    @Test
    void promise1RecordsAnAckAfterANack() {
        subscribe("client-individual");
        String ack = deliver(one);
        does("NACK\nid:" + ack + "\nreceipt:nack\n\n\0");

        ack(ack, "after all");
        assertThat(receipts()).containsExactly("nack");
        listener.record();

        assertThat(receipts()).containsExactly("nack", "after all");
    }

    @Test
    void leavesWhatWasRefusedOutOfALaterAck() {
        subscribe("client");
        does("NACK\nid:" + deliver(one) + "\n\n\0");
        ack(deliver(two), "two");

        assertThat(listener.acknowledged).containsExactly(two);
    }

    /** Another device has acknowledged it. */
    @Test
    void answersAnAckOfWhatIsDeliveredAtOnce() {
        Subscription subscription = subscribe("client-individual");
        String ack = deliver(one);
        subscription.forget(List.of(one));

        ack(ack, "r");

        assertThat(receipts()).containsExactly("r");
        assertThat(listener.acknowledged).isEmpty();
    }

    @Test
    void owesNothingForWhatIsAcknowledgedOrDelivered() {
        Subscription subscription = subscribe("client-individual");
        String ack = deliver(one);
        deliver(two);
        deliver(IDS.next());
        assertThat(subscription.isFull()).isTrue();

        subscription.forget(List.of(two));
        assertThat(subscription.isFull()).isFalse();
        deliver(IDS.next());
        assertThat(subscription.isFull()).isTrue();
        does("ACK\nid:" + ack + "\n\n\0");
        assertThat(subscription.isFull()).isFalse();
    }

    @Test
    void refusesTheReceiptOfAnAckThatNamesNothing() {
        subscribe("client-individual");
        String ack = deliver(one);
        does("UNSUBSCRIBE\nid:0\n\n\0");

        assertThatExceptionOfType(StompProtocolException.class).isThrownBy(() -> ack("unknown", "r"));
        assertThatExceptionOfType(StompProtocolException.class).isThrownBy(() -> ack(ack, "r"));
        does("ACK\nid:" + ack + "\n\n\0");
        does("NACK\nid:unknown\nreceipt:nack\n\n\0");

        assertThat(receipts()).containsExactly("nack");
        assertThat(listener.acknowledged).isEmpty();
    }

    @Test
    void answersAnAckBeforeTheDisconnectBehindIt() {
        subscribe("client-individual");
        ack(deliver(one), "ack");
        does("DISCONNECT\nreceipt:bye\n\n\0");
        assertThat(peer.closeCode()).isNull();

        listener.record();

        assertThat(receipts()).containsExactly("ack", "bye");
        assertThat(peer.closeCode()).isEqualTo(1000);
    }

    @Test
    void answersNoDisconnectBehindAnAckThatIsNotRecorded() {
        subscribe("client-individual");
        ack(deliver(one), "ack");
        does("DISCONNECT\nreceipt:bye\n\n\0");

        listener.lose();

        assertThat(receipts()).isEmpty();
        assertThat(peer.frames().getLast().required("receipt-id")).isEqualTo("ack");
        assertThat(peer.closeCode()).isEqualTo(CloseReason.FAILED.code());
    }

    /** It is in the inbox, and comes by the new subscription. */
    @Test
    void refusesTheReceiptOfAnAckOfAnEarlierSubscription() {
        subscribe("client-individual");
        String ack = deliver(one);
        does("UNSUBSCRIBE\nid:0\n\n\0");
        subscribe("client-individual");

        assertThatExceptionOfType(StompProtocolException.class).isThrownBy(() -> ack(ack, "r"));
    }

    @Test
    void promise10AnswersAnAckBeforeThePodStops() {
        subscribe("client");
        ack(deliver(one), "ack");
        session.leave(CloseReason.POD_STOPS);
        assertThat(peer.closeCode()).isNull();

        listener.record();

        assertThat(receipts()).containsExactly("ack");
        assertThat(peer.closeCode()).isEqualTo(1012);
    }

    @Test
    void namesTheReceiptOfTheCommitIfItsAckIsNotRecorded() {
        subscribe("client");
        String ack = deliver(one);
        does("BEGIN\ntransaction:t\n\n\0");
        does("ACK\nid:" + ack + "\ntransaction:t\n\n\0");
        does("COMMIT\ntransaction:t\nreceipt:c\n\n\0");

        listener.lose();

        assertThat(receipts()).isEmpty();
        assertThat(peer.frames().getLast().required("receipt-id")).isEqualTo("c");
    }

    private Subscription subscribe(String ackMode) {
        return ScriptedPeer.subscribe(session, "0", ackMode);
    }

    private String deliver(MessageId message) {
        session.subscription("0").orElseThrow().deliver(message, Map.of(), "{}".getBytes(UTF_8), () -> {});
        return peer.frames().getLast().required("ack");
    }

    private void ack(String ackId, String receipt) {
        does("ACK\nid:" + ackId + "\nreceipt:" + receipt + "\n\n\0");
    }

    private void does(String frame) {
        StompFrameDecoder decoder = new StompFrameDecoder(ScriptedPeer.limits().stompLimits());
        decoder.decode(frame.getBytes(UTF_8), read -> dispatcher.dispatch(session, read));
    }

    private List<String> receipts() {
        return peer.frames().stream()
                .filter(frame -> frame.command() == StompCommand.RECEIPT)
                .map(frame -> frame.required("receipt-id"))
                .toList();
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.distrisocks.account.Operators;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrameDecoder;
import org.distrisocks.session.stomp.StompProtocolException;
import org.distrisocks.session.stomp.StompVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDispatcherTests {

    private static final String MESSAGES = "destination:/user/queue/messages\n";
    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    private final ScriptedPeer peer = new ScriptedPeer();
    private final Sends sends = new Sends();
    private final ScriptedListener listener = new ScriptedListener();
    private final FrameDispatcher dispatcher = new FrameDispatcher(
            mock(FrameLogins.class),
            sends,
            listener,
            mock(UserLimits.class),
            new Operators(Set.of("olga")),
            ScriptedPeer.limits());
    private StompSession session = peer.connect(new UserId("alice"));

    @Test
    void showsTheClusterToOperatorsAlone() {
        for (String closed : List.of("/topic/cluster", "/topic/no-such")) {
            assertThatExceptionOfType(StompProtocolException.class)
                    .isThrownBy(() -> does("SUBSCRIBE\nid:1\ndestination:" + closed + "\n\n\0"))
                    .withMessage("this destination cannot be subscribed to");
        }

        session = peer.connect(new UserId("olga"));
        does("SUBSCRIBE\nid:1\ndestination:/topic/cluster\nreceipt:r1\n\n\0");
        assertThat(receipts()).containsExactly("r1");
    }

    /** Whoever reads slowly sees fewer pictures, and makes the pod keep no more than one. */
    @Test
    void passesOverAStateThatANewerOneReplaces() {
        Subscription watching = new Subscription(session, "1", Destination.CLUSTER, AckMode.AUTO, 3);
        peer.stopReading();

        for (int state = 1; state <= 1_000; state++) {
            watching.showLatest(IDS.next(), Integer.toString(state).getBytes(UTF_8));
        }
        assertThat(peer.taken()).hasSize(1);

        peer.readOn();
        watching.showLatest(IDS.next(), "1001".getBytes(UTF_8));
        assertThat(peer.frames())
                .extracting(frame -> new String(frame.body(), UTF_8))
                .containsExactly("1", "1001");
        assertThat(peer.closeCode()).isNull();
    }

    @Test
    void handsOnASendAndAnswersWhenItIsStored() {
        does("SEND\ndestination:/app/messages\nreceipt:r1\n\nhi\0");

        assertThat(sends.bodies()).containsExactly(List.of("hi"));
        assertThat(receipts()).isEmpty();

        sends.store();
        assertThat(receipts()).containsExactly("r1");
    }

    @Test
    void passesOnUserHeadersOnly() {
        does(
                "SEND\ndestination:/app/messages\nreceipt:r1\ncontent-type:text/plain\nmessage-id:forged\nredelivered:true\n"
                        + "x-note:first\nx-note:second\n\nhi\0");

        assertThat(sends.received.getFirst().getFirst().headers()).isEqualTo(Map.of("x-note", "first"));
    }

    /** Many clients put what they log in with on every frame. */
    @Test
    void passesOnNothingToLogInWith() {
        does(
                "SEND\ndestination:/app/messages\nAuthorization:Bearer t\nauthorization:Bearer t\nlogin:alice\npasscode:demo\n"
                        + "x-note:first\n\nhi\0");

        assertThat(sends.received.getFirst().getFirst().headers()).isEqualTo(Map.of("x-note", "first"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/queue/messages",
                "/user/bob/queue/messages",
                "/queue/messages",
                "/topic/all",
                "/app/messages/",
                "/app/**",
                ""
            })
    void sendsToNoOtherDestination(String destination) {
        refuses("SEND\ndestination:" + destination + "\n\nhi\0");
        assertThat(sends.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/bob/queue/messages",
                "/queue/**",
                "/user/**",
                "/user/queue/messages-user1",
                "/user/queue/*",
                "/app/messages",
                "/user/queue/messages/",
                ""
            })
    void subscribesToNoOtherDestination(String destination) {
        refuses("SUBSCRIBE\nid:0\ndestination:" + destination + "\n\n\0");
        assertThat(session.subscriptions()).isEmpty();
    }

    @Test
    void answersEachKindOfFrameThatAsks() {
        does("SUBSCRIBE\nid:0\nack:client\nreceipt:subscribe\n" + MESSAGES + "\n\0");
        String ack = deliver("0", IDS.next());
        String nack = deliver("0", IDS.next());
        does("ACK\nreceipt:ack\nid:" + ack + "\n\n\0");
        assertThat(receipts()).containsExactly("subscribe");
        listener.record();
        does("NACK\nreceipt:nack\nid:" + nack + "\n\n\0");
        does("UNSUBSCRIBE\nreceipt:unsubscribe\nid:0\n\n\0");
        does("BEGIN\nreceipt:begin\ntransaction:t\n\n\0");
        does("ABORT\nreceipt:abort\ntransaction:t\n\n\0");
        does("BEGIN\ntransaction:t\n\n\0");
        does("COMMIT\nreceipt:commit\ntransaction:t\n\n\0");
        does("DISCONNECT\nreceipt:disconnect\n\n\0");

        assertThat(receipts())
                .containsExactly("subscribe", "ack", "nack", "unsubscribe", "begin", "abort", "commit", "disconnect");
        assertThat(peer.closeCode()).isEqualTo(1000);
    }

    @Test
    void boundsTheBytesOfTransactions() {
        MemoryBudget memory = MemoryBudget.ofPod(200_000, 0, _ -> {});
        session = peer.connect(new UserId("alice"), memory);
        String big = "x".repeat(60_000);
        does("BEGIN\ntransaction:t\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\n" + big + "\0");
        does("BEGIN\ntransaction:t2\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t2\n\n" + big + "\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\n" + big + "\0");

        assertThatExceptionOfType(StompProtocolException.class)
                .isThrownBy(() -> does("SEND\ndestination:/app/messages\ntransaction:t2\n\n" + big + "\0"))
                .withMessage("the transaction exceeds distrisocks.limits.pod-memory");

        does("COMMIT\ntransaction:t\n\n\0");
        does("ABORT\ntransaction:t2\n\n\0");
        assertThat(memory.used()).isZero();
    }

    /** A SEND counts when it comes. So no COMMIT can be that never passes, however small a burst is. */
    @Test
    void refusesATransactionWithASendOverTheRateAndNoLaterOne() {
        sends.allowed = 1;
        does("BEGIN\ntransaction:t\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\none\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\ntwo\0");
        assertThat(sends.refused).containsExactly("TOO_FAST 1");
        does("COMMIT\ntransaction:t\nreceipt:c\n\n\0");
        assertThat(sends.refused).containsExactly("TOO_FAST 1", "TRANSACTION_REFUSED 1");
        assertThat(sends.received).isEmpty();
        assertThat(receipts()).isEmpty();

        sends.allowed = 2;
        does("BEGIN\ntransaction:t\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\none\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\ntwo\0");
        does("COMMIT\ntransaction:t\nreceipt:c\n\n\0");
        sends.store();
        assertThat(receipts()).containsExactly("c");
    }

    @Test
    void refusesATransactionWhoseOnlySendWasOverTheRate() {
        sends.allowed = 0;
        does("BEGIN\ntransaction:t\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\none\0");
        does("COMMIT\ntransaction:t\nreceipt:c\n\n\0");
        assertThat(sends.refused).containsExactly("TOO_FAST 1", "TRANSACTION_REFUSED 1");
        assertThat(receipts()).isEmpty();
    }

    @Test
    void holdsATransactionUntilItsCommit() {
        does("BEGIN\ntransaction:t\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\nreceipt:r1\n\none\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\ntwo\0");
        does("SEND\ndestination:/app/messages\n\nbeside\0");
        assertThat(sends.bodies()).containsExactly(List.of("beside"));

        does("COMMIT\ntransaction:t\nreceipt:c\n\n\0");
        assertThat(sends.bodies()).containsExactly(List.of("beside"), List.of("one", "two"));
        assertThat(receipts()).isEmpty();

        sends.store();
        assertThat(receipts()).containsExactly("r1", "c");
    }

    @Test
    void takesNothingOfAnAbortedTransaction() {
        does("SUBSCRIBE\nid:0\nack:client\n" + MESSAGES + "\n\0");
        String ack = deliver("0", IDS.next());
        does("BEGIN\ntransaction:t\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\n\none\0");
        does("ACK\nid:" + ack + "\ntransaction:t\n\n\0");

        does("ABORT\ntransaction:t\n\n\0");

        assertThat(sends.received).isEmpty();
        assertThat(listener.acknowledged).isEmpty();
        refuses("COMMIT\ntransaction:t\n\n\0");
    }

    @Test
    void takesAnAckOfATransactionAtItsCommit() {
        does("SUBSCRIBE\nid:0\nack:client\n" + MESSAGES + "\n\0");
        MessageId message = IDS.next();
        String ack = deliver("0", message);
        does("BEGIN\ntransaction:t\n\n\0");
        does("ACK\nid:" + ack + "\ntransaction:t\n\n\0");
        assertThat(listener.acknowledged).isEmpty();

        does("COMMIT\ntransaction:t\n\n\0");

        assertThat(listener.acknowledged).containsExactly(message);
    }

    @Test
    void takesTheAcksOfATransactionOnceItsSendsAreStoredAndAnswersAfterBoth() {
        does("SUBSCRIBE\nid:0\nack:client\n" + MESSAGES + "\n\0");
        MessageId message = IDS.next();
        String ack = deliver("0", message);
        does("BEGIN\ntransaction:t\n\n\0");
        does("ACK\nid:" + ack + "\ntransaction:t\nreceipt:a\n\n\0");
        does("SEND\ndestination:/app/messages\ntransaction:t\nreceipt:s\n\none\0");
        does("COMMIT\ntransaction:t\nreceipt:c\n\n\0");
        assertThat(listener.acknowledged).isEmpty();

        sends.store();
        assertThat(listener.acknowledged).containsExactly(message);
        assertThat(receipts()).containsExactly("s");

        listener.record();
        assertThat(receipts()).containsExactly("s", "a", "c");
    }

    @Test
    void boundsTransactions() {
        does("BEGIN\ntransaction:t1\n\n\0");
        refuses("BEGIN\ntransaction:t1\n\n\0");
        does("BEGIN\ntransaction:t2\n\n\0");
        refuses("BEGIN\ntransaction:t3\n\n\0");

        for (int i = 0; i < 3; i++) {
            does("SEND\ndestination:/app/messages\ntransaction:t1\n\nhi\0");
        }
        refuses("SEND\ndestination:/app/messages\ntransaction:t1\n\nhi\0");
    }

    @Test
    void acknowledgesAllUpToOneWithClient() {
        does("SUBSCRIBE\nid:0\nack:client\n" + MESSAGES + "\n\0");
        List<MessageId> messages = List.of(IDS.next(), IDS.next(), IDS.next());
        List<String> acks = messages.stream().map(id -> deliver("0", id)).toList();

        does("ACK\nid:" + acks.get(1) + "\n\n\0");
        assertThat(listener.acknowledged).containsExactly(messages.get(0), messages.get(1));

        does("ACK\nid:" + acks.get(0) + "\n\n\0");
        assertThat(listener.acknowledged).hasSize(2);
        does("NACK\nid:" + acks.get(2) + "\n\n\0");
        assertThat(listener.refused).containsExactly(messages.get(2));
    }

    @Test
    void acknowledgesThatOneAloneWithClientIndividual() {
        does("SUBSCRIBE\nid:0\nack:client-individual\n" + MESSAGES + "\n\0");
        List<MessageId> messages = List.of(IDS.next(), IDS.next());
        List<String> acks = messages.stream().map(id -> deliver("0", id)).toList();

        does("ACK\nid:" + acks.get(1) + "\n\n\0");

        assertThat(listener.acknowledged).containsExactly(messages.get(1));
    }

    @Test
    void knowsTheAckOf11BySubscriptionAndMessage() {
        session = peer.connect(new UserId("alice"), StompVersion.V1_1);
        does("SUBSCRIBE\nid:0\nack:client-individual\n" + MESSAGES + "\n\0");
        MessageId message = IDS.next();
        deliver("0", message);

        refuses("ACK\nmessage-id:" + message + "\n\n\0");
        refuses("ACK\nsubscription:other\nmessage-id:" + message + "\n\n\0");
        does("ACK\nsubscription:0\nmessage-id:" + message + "\n\n\0");

        assertThat(listener.acknowledged).containsExactly(message);
    }

    @Test
    void knowsTheAckOf10ByTheMessageAlone() {
        session = peer.connect(new UserId("alice"), StompVersion.V1_0);
        does("SUBSCRIBE\nack:client\n" + MESSAGES + "\n\0");
        MessageId message = IDS.next();
        deliver("/user/queue/messages", message);

        does("ACK\nmessage-id:" + message + "\n\n\0");
        assertThat(listener.acknowledged).containsExactly(message);
        does("UNSUBSCRIBE\n" + MESSAGES + "\n\0");
        assertThat(listener.ended).hasSize(1);
    }

    @Test
    void takesAnIdForOneSubscriptionOnly() {
        does("SUBSCRIBE\nid:0\n" + MESSAGES + "\n\0");
        refuses("SUBSCRIBE\nid:0\ndestination:/user/queue/status\n\n\0");
        assertThat(session.subscriptions(Destination.STATUS)).isEmpty();
    }

    @Test
    void boundsSubscriptions() {
        for (int i = 0; i < 4; i++) {
            does("SUBSCRIBE\nid:" + i + "\ndestination:/user/queue/status\n\n\0");
        }
        refuses("SUBSCRIBE\nid:4\ndestination:/user/queue/status\n\n\0");
    }

    @Test
    void endsTheSubscriptionsWithTheSessionAsOftenAsItIsTold() {
        does("SUBSCRIBE\nid:0\n" + MESSAGES + "\n\0");
        does("SUBSCRIBE\nid:1\ndestination:/user/queue/status\n\n\0");

        dispatcher.end(session);

        assertThat(listener.ended).extracting(Subscription::id).containsExactly("0");
        dispatcher.end(session);
        assertThat(listener.ended)
                .as("a feed may have been made meanwhile")
                .extracting(Subscription::id)
                .containsExactly("0", "0");
    }

    /** What the client would read in the frame's {@code ack} header. */
    private String deliver(String subscription, MessageId message) {
        session.subscription(subscription).orElseThrow().deliver(message, Map.of(), "{}".getBytes(UTF_8), () -> {});
        return peer.frames().getLast().required("ack");
    }

    private void does(String frame) {
        StompFrameDecoder decoder = new StompFrameDecoder(ScriptedPeer.limits().stompLimits());
        decoder.decode(frame.getBytes(UTF_8), read -> dispatcher.dispatch(session, read));
    }

    private void refuses(String frame) {
        assertThatExceptionOfType(StompProtocolException.class).isThrownBy(() -> does(frame));
    }

    private List<String> receipts() {
        return peer.frames().stream()
                .filter(frame -> frame.command() == StompCommand.RECEIPT)
                .map(frame -> frame.required("receipt-id"))
                .toList();
    }

    private static final class Sends implements SendReceiver {

        private final List<String> refused = new ArrayList<>();
        private int allowed = 1_000;

        private final List<List<SendFrame>> received = new ArrayList<>();

        @Override
        public boolean allows(UserId user) {
            return allowed-- > 0;
        }

        @Override
        public void refuse(List<SendFrame> frames, ProblemType reason) {
            refused.add(reason + " " + frames.size());
        }

        @Override
        public void receive(List<SendFrame> frames) {
            received.add(frames);
        }

        void store() {
            received.forEach(group -> group.forEach(send -> send.stored().run()));
        }

        List<List<String>> bodies() {
            return received.stream()
                    .map(group -> group.stream()
                            .map(send -> new String(send.body(), UTF_8))
                            .collect(Collectors.toList()))
                    .toList();
        }
    }
}

package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.client.ChatMessage;
import org.distrisocks.cluster.client.StatusTick;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.StoredRow.Move;
import org.distrisocks.cluster.history.StoredRows;
import org.junit.jupiter.api.Test;

/** The way of a message from one pod to another. */
@OnTwoPods
class TwoPodsIT {

    private static final int SENDERS = 20;
    private static final int RECEIVERS = 20;
    private static final int MESSAGES = 10_000;

    private static final List<String> EVERY_STATUS = List.of("NONE", "SENT", "DELIVERED");
    private static final List<String> WITHOUT_SENT = List.of("NONE", "DELIVERED");

    private final Cluster cluster;
    private final TestPeople people;
    private final StoredRows rows;

    TwoPodsIT(Cluster cluster) {
        this.cluster = cluster;
        this.people = new TestPeople(cluster);
        this.rows = new StoredRows(cluster.services().addresses());
    }

    @Test
    void carriesAMessageFromAliceOnOnePodToBobOnTheOther() throws Exception {
        try (ChatClient alice = ChatClient.connect(cluster.pod(0).stompUrl(), "alice", "demo");
                ChatClient bob = ChatClient.connect(cluster.pod(1).stompUrl(), "bob", "demo")) {
            ChatClient.Sent sent = alice.send("bob", "hi, Bob ✓").await();

            assertThat(rows.sentBy("alice"))
                    .as("the row at the time of the RECEIPT")
                    .anyMatch(row -> row.payload().equals("hi, Bob ✓"));
            ChatMessage received = bob.messages().next();
            assertThat(received.payload()).isEqualTo("hi, Bob ✓");
            assertThat(received.senderId()).isEqualTo("alice");
            assertThat(received.receiverId()).isEqualTo("bob");
            assertThat(received.clientId()).isEqualTo(sent.clientId());
            List<StatusTick> ticks = alice.ticks().upTo(1, TwoPodsIT::isDelivered);
            assertThat(ticks).extracting(StatusTick::status).isIn(EVERY_STATUS, WITHOUT_SENT);
            assertThat(ticks).allSatisfy(tick -> {
                assertThat(tick.messageId()).isEqualTo(received.messageId());
                assertThat(tick.clientId()).isEqualTo(sent.clientId());
                assertThat(tick.receiverId()).isEqualTo("bob");
            });

            StoredRow row = rows.sentBy("alice").getLast();
            assertThat(row.messageId()).isEqualTo(received.messageId());
            assertThat(row.status()).isEqualTo(StoredRow.DELIVERED);
            assertThat(List.of(row.sent(), row.delivered()))
                    .extracting(Move::pod)
                    .containsOnly("pod-1");
        }
    }

    @Test
    void leavesTheTraceOfAClientAsItIsWhileTracingIsOff() throws Exception {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String sender = people.register("traced");
        String receiver = people.register("receiver");
        try (ChatClient from = people.connect(sender, cluster.pod(0));
                ChatClient to = people.connect(receiver, cluster.pod(1))) {
            var _ = from.sendTo(
                    "/app/messages",
                    "{\"receiver_id\":\"%s\",\"payload\":\"hi\"}".formatted(receiver),
                    Map.of("traceparent", traceparent));

            assertThat(to.messages().next().traceparent()).isEqualTo(traceparent);
        }
    }

    @Test
    void keepsForAnOfflineReceiverWhatComesAndGivesItInOrder() throws Exception {
        String sender = people.register("early");
        String receiver = people.register("late");
        List<String> texts =
                IntStream.range(0, 50).mapToObj(i -> "while away " + i).toList();
        try (ChatClient from = people.connect(sender, cluster.pod(0))) {
            texts.forEach(text -> from.send(receiver, text).await());

            try (ChatClient to = people.connect(receiver, cluster.pod(1))) {
                assertThat(to.messages().next(texts.size()))
                        .extracting(ChatMessage::payload)
                        .containsExactlyElementsOf(texts);
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(rows.sentBy(sender))
                                .allMatch(row -> row.status() == StoredRow.DELIVERED)
                                .extracting(StoredRow::delivered)
                                .extracting(Move::pod)
                                .containsOnly("pod-1"));
            }
            try (ChatClient again = people.connect(receiver, cluster.pod(1))) {
                from.send(receiver, "back again").await();
                assertThat(again.messages().next().payload())
                        .as("what was delivered is not given again")
                        .isEqualTo("back again");
            }
        }
    }

    @Test
    void carriesTenThousandMessagesEachOnceAndInOrder() throws Exception {
        List<String> senders = register("sender", SENDERS);
        List<String> receivers = register("receiver", RECEIVERS);
        List<ChatClient> from = connect(senders, 0);
        List<ChatClient> to = connect(receivers, 1);

        for (int i = 0; i < MESSAGES / SENDERS; i++) {
            for (int s = 0; s < SENDERS; s++) {
                from.get(s).send(receivers.get((s + i) % RECEIVERS), Integer.toString(i));
            }
        }

        for (ChatClient receiver : to) {
            List<ChatMessage> received = receiver.messages().next(MESSAGES / RECEIVERS);
            assertThat(received).extracting(ChatMessage::messageId).doesNotHaveDuplicates();
            for (String sender : senders) {
                assertThat(received)
                        .filteredOn(message -> message.senderId().equals(sender))
                        .extracting(message -> Integer.valueOf(message.payload()))
                        .hasSize(MESSAGES / SENDERS / RECEIVERS)
                        .isSorted();
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rows.sentBy(senders))
                        .filteredOn(row -> row.status() == StoredRow.DELIVERED)
                        .hasSize(MESSAGES));
        for (ChatClient sender : from) {
            Map<String, List<String>> statuses =
                    sender.ticks().upTo(MESSAGES / SENDERS, TwoPodsIT::isDelivered).stream()
                            .collect(Collectors.groupingBy(
                                    StatusTick::messageId,
                                    Collectors.mapping(StatusTick::status, Collectors.toList())));
            assertThat(statuses.values())
                    .hasSize(MESSAGES / SENDERS)
                    .allMatch(each -> each.equals(EVERY_STATUS) || each.equals(WITHOUT_SENT));
            assertThat(sender.problems().size()).isZero();
        }
        assertThat(to)
                .allSatisfy(receiver -> assertThat(receiver.messages().size()).isZero());
        from.forEach(ChatClient::close);
        to.forEach(ChatClient::close);
    }

    private List<String> register(String name, int count) throws Exception {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(people.register(name));
        }
        return users;
    }

    private List<ChatClient> connect(List<String> users, int pod) {
        return users.stream()
                .map(user -> people.connect(user, cluster.pod(pod)))
                .toList();
    }

    private static boolean isDelivered(StatusTick tick) {
        return tick.status().equals("DELIVERED");
    }
}

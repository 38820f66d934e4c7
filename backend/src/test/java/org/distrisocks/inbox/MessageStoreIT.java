package org.distrisocks.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.distrisocks.RealPod;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.StoreOutcome.ClientIdReused;
import org.distrisocks.inbox.StoreOutcome.Repeated;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.distrisocks.inbox.StoreOutcome.UnknownReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

@SuppressWarnings("NullAway.Init")
class MessageStoreIT extends RealPod {

    /** By the connections of the test, so that its transactions hold all of them together. */
    private MessageStore store;

    @Autowired
    private InboxReader inbox;

    private StatusMoves moves;

    @Autowired
    private TransactionTemplate transactions;

    private UserId alice;
    private UserId bob;

    @BeforeEach
    void makeUsers() {
        store = new MessageStore(sql, transactions);
        moves = new StatusMoves(sql);
        alice = user("alice");
        bob = user("bob");
    }

    @Test
    void storesInOrder() {
        List<NewMessage> messages = IntStream.range(0, 200)
                .mapToObj(i -> message(alice, bob, "c" + i, "payload " + i))
                .toList();

        List<StoredMessage> stored = new ArrayList<>();
        stored.addAll(stored(messages.subList(0, 120)));
        stored.addAll(stored(messages.subList(120, 200)));

        assertThat(stored).extracting(StoredMessage::id).containsExactlyElementsOf(ids(messages));
        assertThat(stored).extracting(StoredMessage::seq).isSorted().doesNotHaveDuplicates();
        assertThat(page(bob, 0, List.of(), 1_000)).isEqualTo(stored);
    }

    @Test
    void pagesThroughAnInbox() {
        List<StoredMessage> stored = stored(IntStream.range(0, 5)
                .mapToObj(i -> message(alice, bob, null, "payload " + i))
                .toList());

        List<StoredMessage> first = page(bob, 0, List.of(), 3);
        List<StoredMessage> rest = page(bob, first.getLast().seq(), List.of(), 3);

        assertThat(first).isEqualTo(stored.subList(0, 3));
        assertThat(rest).isEqualTo(stored.subList(3, 5));
        assertThat(page(alice, 0, List.of(), 3)).isEmpty();
    }

    /** One page is all that a pod holds of an inbox, whatever the size of its messages. */
    @Test
    void endsAPageByItsBytes() {
        List<StoredMessage> stored = stored(IntStream.range(0, 5)
                .mapToObj(i -> message(alice, bob, null, "é".repeat(1_000)))
                .toList());

        InboxPage first = inbox.page(bob, 0, List.of(), 100, 4_001);
        assertThat(first.messages()).isEqualTo(stored.subList(0, 3));
        assertThat(first.isLast()).isFalse();

        InboxPage rest = inbox.page(bob, stored.get(2).seq(), List.of(), 100, 4_001);
        assertThat(rest.messages()).isEqualTo(stored.subList(3, 5));
        assertThat(rest.isLast()).isTrue();
        assertThat(inbox.page(bob, 0, List.of(), 100, 1).messages())
                .as("one at least")
                .hasSize(1);
    }

    @Test
    void tellsNothingOfWhatIsInARowThatIsRefused() {
        assertThatThrownBy(() -> sql.update(
                        "insert into messages (message_id, seq, sender_id, receiver_id, payload) values (?, 1, null, ?, ?)",
                        message(alice, bob, null, "").id().value(),
                        bob.value(),
                        "between us"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("sender_id")
                .hasMessageNotContaining("between us");
    }

    @Test
    void keepsEveryCharacter() {
        String payload = "ä € 😀 \" \\ ' { } , NULL \n\r\t \u0001 \uFFFF";
        NewMessage message = new NewMessage(
                message(alice, bob, null, "").id(), alice, bob, "{\"c\",NULL}", payload, "{\"a\":\"b,c\"}");

        StoredMessage stored = stored(List.of(message)).getFirst();

        assertThat(page(bob, 0, List.of(), 1)).containsExactly(stored);
        assertThat(stored.payload()).isEqualTo(payload);
        assertThat(stored.clientId()).isEqualTo("{\"c\",NULL}");
        assertThat(stored.userHeaders()).isEqualTo("{\"a\":\"b,c\"}");
        assertThat(stored.status()).isEqualTo(MessageStatus.NONE);
    }

    @Test
    void knowsARepeatByItsClientId() {
        StoredMessage first = stored(List.of(message(alice, bob, "c1", "hi"))).getFirst();

        List<StoreOutcome> outcomes = store.store(List.of(message(alice, bob, "c1", "hi")));

        assertThat(outcomes).containsExactly(new Repeated(first));
        assertThat(messagesOf(alice)).isEqualTo(1);
        assertThat(page(bob, 0, List.of(), 10)).hasSize(1);
    }

    @Test
    void knowsARepeatWithinOneBatch() {
        List<StoreOutcome> outcomes = store.store(List.of(
                message(alice, bob, "c1", "hi"),
                message(alice, bob, "c2", "there"),
                message(alice, bob, "c1", "hi"),
                message(alice, bob, "c2", "other")));

        Stored first = (Stored) outcomes.getFirst();
        assertThat(outcomes.get(1)).isInstanceOf(Stored.class);
        assertThat(outcomes.get(2)).isEqualTo(new Repeated(first.message()));
        assertThat(outcomes.get(3)).isEqualTo(new ClientIdReused());
        assertThat(messagesOf(alice)).isEqualTo(2);
    }

    @Test
    void takesAClientIdForOneBodyOnly() {
        UserId carol = user("carol");
        stored(List.of(message(alice, bob, "c1", "hi")));

        assertThat(store.store(List.of(message(alice, bob, "c1", "other"), message(alice, carol, "c1", "hi"))))
                .containsExactly(new ClientIdReused(), new ClientIdReused());
        assertThat(messagesOf(alice)).isEqualTo(1);
    }

    @Test
    void letsTwoSendersUseOneClientId() {
        assertThat(stored(List.of(message(alice, bob, "c1", "hi"), message(bob, alice, "c1", "hi"))))
                .hasSize(2);
    }

    @Test
    void storesMessagesWithoutClientIdEachTime() {
        assertThat(stored(List.of(message(alice, bob, null, "hi"), message(alice, bob, null, "hi"))))
                .hasSize(2);
    }

    @Test
    void storesNothingForAnUnknownReceiver() {
        UserId nobody = new UserId("nobody");

        List<StoreOutcome> outcomes = store.store(List.of(
                message(alice, nobody, "c1", "hi"),
                message(alice, bob, "c2", "hi"),
                message(alice, nobody, null, "hi")));

        assertThat(outcomes.get(0)).isEqualTo(new UnknownReceiver());
        assertThat(outcomes.get(1)).isInstanceOf(Stored.class);
        assertThat(outcomes.get(2)).isEqualTo(new UnknownReceiver());
        assertThat(messagesOf(alice)).isEqualTo(1);
        assertThat(page(nobody, 0, List.of(), 10)).isEmpty();
    }

    @Test
    void losesNothingWhenTwoPodsStoreTheSameInOppositeOrders() throws Exception {
        for (int round = 0; round < 30; round++) {
            String prefix = "r" + round + "-";
            List<NewMessage> one = batch(prefix);
            List<NewMessage> other = new ArrayList<>(batch(prefix));
            Collections.reverse(other);

            List<StoreOutcome> outcomes = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<List<StoreOutcome>>> pods = List.of(() -> store.store(one), () -> store.store(other));
                for (var pod : threads.invokeAll(pods)) {
                    outcomes.addAll(pod.get());
                }
            }

            assertThat(outcomes).hasSize(100).allMatch(o -> o instanceof Stored || o instanceof Repeated);
            assertThat(outcomes.stream().filter(Stored.class::isInstance)).hasSize(50);
        }
        assertThat(messagesOf(alice)).isEqualTo(1_500);
        assertThat(page(bob, 0, List.of(), 2_000)).hasSize(1_500);
    }

    private List<NewMessage> batch(String prefix) {
        return IntStream.range(0, 50)
                .mapToObj(i -> message(alice, bob, prefix + i, "payload " + i))
                .toList();
    }

    /** Promise 4: each message knows which is to be seen before it. */
    @Test
    void namesTheMessageThatIsBefore() {
        UserId carol = user("carol");
        List<Stored> first = store(message(alice, bob, "c1", "1"), message(alice, carol, "c2", "2"));
        assertThat(first).extracting(Stored::behind).containsOnly(0L);

        List<Stored> second = store(message(alice, bob, "c3", "3"), message(alice, bob, "c4", "4"));
        assertThat(second).extracting(Stored::behind).containsExactly(seq(first.getFirst()), seq(second.getFirst()));
        assertThat(store(message(carol, bob, "c5", "5")))
                .extracting(Stored::behind)
                .containsExactly(0L);
    }

    @Test
    void namesNoMessageThatIsDelivered() {
        Stored first = store(message(alice, bob, "c1", "1")).getFirst();
        moves.move(List.of(
                new StatusMove(first.message().id(), null, new StatusMove.Reached(Instant.now(), new PodId("there")))));

        assertThat(store(message(alice, bob, "c2", "2")))
                .extracting(Stored::behind)
                .containsExactly(0L);
    }

    @Test
    void leavesOutWhatTheReaderHas() {
        List<Stored> stored =
                store(message(alice, bob, "c1", "1"), message(alice, bob, "c2", "2"), message(alice, bob, "c3", "3"));

        assertThat(page(bob, 0, List.of(seq(stored.get(1))), 10))
                .containsExactly(stored.get(0).message(), stored.get(2).message());
        assertThat(inbox.remaining(bob, List.of(seq(stored.get(1)), inbox.latest() + 1)))
                .containsExactly(seq(stored.get(1)));
        assertThat(inbox.latest()).isGreaterThanOrEqualTo(seq(stored.get(2)));
    }

    @Test
    void knowsWhoseMessagesHaveWaitedTooLong() {
        store(message(alice, bob, "c1", "1"));
        store(message(bob, alice, "c1", "1"));
        sql.update("update inbox set stored_at = now() - interval '10 s' where receiver_id = ?", bob.value());

        assertThat(inbox.stale(List.of(alice, bob), Duration.ofSeconds(9))).containsOnlyKeys(bob);
        assertThat(inbox.stale(List.of(alice, bob), Duration.ofSeconds(11))).isEmpty();
    }

    /** Promise 4: as when a pod has given up a statement, its sender goes on, and the statement runs after all. */
    @Test
    void storesWhatASenderSendsOneStatementAfterTheOther() throws Exception {
        Overtaken result = storeWhileUncommitted(message(alice, bob, "c1", "1"), message(alice, bob, "c2", "2"));

        Stored second = (Stored) result.later().getFirst();
        assertThat(seq(second)).isGreaterThan(seq(result.first()));
        assertThat(second.behind()).isEqualTo(seq(result.first()));
    }

    /** Promise 4: a sender who repeats a message on another pod while the first one stores it still, and goes on. */
    @Test
    void storesWhatFollowsARepeatAfterIt() throws Exception {
        Overtaken result = storeWhileUncommitted(
                message(alice, bob, "c1", "1"), message(alice, bob, "c1", "1"), message(alice, bob, "c2", "2"));

        assertThat(result.later().getFirst())
                .isEqualTo(new Repeated(result.first().message()));
        assertThat(((Stored) result.later().getLast()).behind()).isEqualTo(seq(result.first()));
    }

    /** Stores the later ones in a statement of their own while that of the first is not committed yet. */
    private Overtaken storeWhileUncommitted(NewMessage first, NewMessage... later) throws Exception {
        AtomicReference<Stored> stored = new AtomicReference<>();
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<List<StoreOutcome>> outcomes = transactions.execute(_ -> {
                stored.set(store(first).getFirst());
                Future<List<StoreOutcome>> started = thread.submit(() -> store.store(List.of(later)));
                await().until(() -> started.isDone() || isAStatementWaiting());
                return started;
            });
            return new Overtaken(stored.get(), outcomes.get());
        }
    }

    private record Overtaken(Stored first, List<StoreOutcome> later) {}

    /** A pod that is gone, or cut off in the middle of a statement, must not hold up its senders. */
    @Test
    void leavesNoTransactionOpenForLong() {
        assertThat(sql.queryForObject("show transaction_timeout", String.class)).isEqualTo("10s");
    }

    private boolean isAStatementWaiting() {
        return Boolean.TRUE.equals(
                sql.queryForObject("select exists (select from pg_locks where not granted)", Boolean.class));
    }

    private List<Stored> store(NewMessage... messages) {
        return store.store(List.of(messages)).stream().map(Stored.class::cast).toList();
    }

    private List<StoredMessage> page(UserId receiver, long after, List<Long> without, int limit) {
        return inbox.page(receiver, after, without, limit, 1_000_000).messages();
    }

    private static long seq(Stored stored) {
        return stored.message().seq();
    }

    private List<StoredMessage> stored(List<NewMessage> messages) {
        return store.store(messages).stream()
                .map(outcome -> ((Stored) outcome).message())
                .toList();
    }

    private static List<MessageId> ids(List<NewMessage> messages) {
        return messages.stream().map(NewMessage::id).toList();
    }
}

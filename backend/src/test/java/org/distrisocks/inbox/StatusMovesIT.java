package org.distrisocks.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.distrisocks.RealPod;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessageRow.StatusReached;
import org.distrisocks.inbox.StatusMove.Reached;
import org.distrisocks.inbox.StoreOutcome.Stored;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@SuppressWarnings("NullAway.Init")
class StatusMovesIT extends RealPod {

    private static final PodId HERE = new PodId("here");
    private static final PodId THERE = new PodId("there");
    private static final Instant SOON = Instant.parse("2026-01-01T00:00:01Z");
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:02Z");

    /** By the connections of the test, so that its transactions hold all of them together. */
    private MessageStore store;

    private StatusMoves moves;
    private InboxReader inbox;

    @Autowired
    private MessageHistory history;

    @Autowired
    private TransactionTemplate transactions;

    private UserId alice;
    private UserId bob;
    private StoredMessage message;

    @BeforeEach
    void storeAMessage() {
        store = new MessageStore(sql, transactions);
        moves = new StatusMoves(sql);
        inbox = new InboxReader(sql);
        alice = user("alice");
        bob = user("bob");
        moveBack(stored("c1"));
        message = page(1).getFirst();
    }

    @Test
    void ticksOnceForEachStatusInOrder() {
        assertThat(move(sent(SOON), null)).containsExactly(tick(MessageStatus.SENT, SOON));
        assertThat(page(10)).hasSize(1);
        assertThat(move(null, delivered(LATER))).containsExactly(tick(MessageStatus.DELIVERED, LATER));

        assertThat(statuses())
                .containsExactly(
                        new StatusReached(MessageStatus.NONE, message.createdAt(), null),
                        new StatusReached(MessageStatus.SENT, SOON, "there"),
                        new StatusReached(MessageStatus.DELIVERED, LATER, "here"));
    }

    @Test
    void ticksForBothWhenTheyComeTogether() {
        assertThat(move(sent(SOON), delivered(LATER)))
                .containsExactly(tick(MessageStatus.SENT, SOON), tick(MessageStatus.DELIVERED, LATER));
    }

    /** What is empty when the planner looks has thousands of rows a moment later. */
    @Test
    void readsNoInboxWholeHoweverEmptyItWas() {
        MessageIdGenerator ids = new MessageIdGenerator();
        List<NewMessage> messages = IntStream.range(0, 50)
                .mapToObj(_ -> new NewMessage(ids.next(), alice, bob, null, "text", null))
                .toList();
        store.store(messages);
        transactions.executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            sql.update("insert into inbox (receiver_id, seq, message_id)"
                    + " select 'crowd', -n, gen_random_uuid() from generate_series(1, 5000) n");
            sql.update("update pg_class set relpages = 1, reltuples = 0 where relname = 'inbox'");
            long before = rowsReadOfInbox();

            moves.move(messages.stream()
                    .map(one -> new StatusMove(one.id(), new Reached(SOON, HERE), new Reached(LATER, THERE)))
                    .toList());
            inbox.stale(
                    IntStream.range(0, 50)
                            .mapToObj(i -> new UserId("reader" + i))
                            .toList(),
                    Duration.ZERO);
            page(10);
            inbox.remaining(bob, List.of(message.seq()));

            assertThat(rowsReadOfInbox() - before).isLessThan(500);
            assertThat(sql.queryForList(
                            "select relname from pg_stat_xact_user_tables where seq_scan > 0", String.class))
                    .isEmpty();
        });
    }

    /** What a client leaves that acknowledges nothing. */
    @Test
    void looksAtOneRowOfAnInboxHoweverMuchIsInIt() {
        transactions.executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            sql.update("insert into inbox (receiver_id, seq, message_id, stored_at)"
                    + " select 'hoarder', n, gen_random_uuid(), now() - interval '1 h' + n * interval '1 ms'"
                    + " from generate_series(1, 100000) n");
            UserId hoarder = new UserId("hoarder");
            UserId nobody = new UserId("nobody");
            long before = rowsReadOfInbox();

            assertThat(inbox.stale(List.of(hoarder, nobody), Duration.ofSeconds(5)))
                    .containsOnlyKeys(hoarder)
                    .hasEntrySatisfying(
                            hoarder,
                            waited -> assertThat(waited).isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
            assertThat(inbox.stale(List.of(hoarder), Duration.ofHours(2))).isEmpty();
            assertThat(rowsReadOfInbox() - before).isLessThan(10);
        });
    }

    private long rowsReadOfInbox() {
        return sql.queryForList(
                        "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'inbox'",
                        Long.class)
                .getFirst();
    }

    @Test
    void skipsSentWhenItWasDeliveredFromTheInbox() {
        assertThat(move(null, delivered(LATER))).containsExactly(tick(MessageStatus.DELIVERED, LATER));

        assertThat(statuses()).extracting(StatusReached::status).doesNotContain(MessageStatus.SENT);
    }

    @Test
    void neverGoesBack() {
        move(null, delivered(LATER));

        assertThat(move(sent(SOON), null)).isEmpty();

        assertThat(status(message.id())).isEqualTo(2);
        assertThat(statuses())
                .contains(new StatusReached(MessageStatus.SENT, SOON, "there"))
                .last()
                .isEqualTo(new StatusReached(MessageStatus.DELIVERED, LATER, "here"));
        assertThat(page(10)).isEmpty();
    }

    @Test
    void takesARepeatForNothingNew() {
        move(sent(SOON), delivered(SOON));

        assertThat(move(sent(LATER), delivered(LATER))).isEmpty();
        assertThat(move(null, delivered(LATER))).isEmpty();

        assertThat(statuses().getLast().at()).isEqualTo(SOON);
    }

    @Test
    void ticksOnceThoughTwoLedgersMoveItAtATime() throws Exception {
        CompletableFuture<List<Tick>> second = transactions.execute(_ -> {
            assertThat(move(sent(SOON), null)).containsExactly(tick(MessageStatus.SENT, SOON));
            CompletableFuture<List<Tick>> other =
                    CompletableFuture.supplyAsync(() -> move(sent(SOON), delivered(LATER)));
            await().until(this::isSomebodyWaitingForARow);
            return other;
        });

        assertThat(second.get(10, TimeUnit.SECONDS)).containsExactly(tick(MessageStatus.DELIVERED, LATER));
    }

    private boolean isSomebodyWaitingForARow() {
        String waiting =
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%UPDATE messages%'";
        return !sql.queryForList(waiting).isEmpty();
    }

    @Test
    void takesDeliveredOutOfTheInboxAndNothingElse() {
        StoredMessage next = stored("c2");

        move(null, delivered(LATER));

        assertThat(page(10)).containsExactly(next);
    }

    @Test
    void putsNoTimeBeforeTheStoring() {
        Instant wrongClock = message.createdAt().minusSeconds(3600);

        List<Tick> ticks = move(sent(wrongClock), delivered(wrongClock));

        assertThat(ticks).extracting(Tick::at).containsExactly(message.createdAt(), message.createdAt());
        assertThat(statuses()).extracting(StatusReached::at).containsOnly(message.createdAt());
    }

    /** The sender's pod says SENT and the receiver's DELIVERED, each by its own clock, in any order or together. */
    @Test
    void putsDeliveredNeverBeforeSent() {
        List<Tick> together = move(sent(LATER), delivered(SOON));
        assertThat(together).containsExactly(tick(MessageStatus.SENT, LATER), tick(MessageStatus.DELIVERED, LATER));
        assertThat(statuses()).extracting(StatusReached::at).isSorted();

        message = stored("sent first");
        moveBack(message);
        move(sent(LATER), null);
        assertThat(move(null, delivered(SOON))).extracting(Tick::at).containsExactly(LATER);
        assertThat(statuses()).extracting(StatusReached::at).isSorted();

        message = stored("delivered first");
        moveBack(message);
        move(null, delivered(SOON));
        move(sent(LATER), null);
        assertThat(statuses()).extracting(StatusReached::at).containsExactly(LATER.minusSeconds(2), SOON, SOON);
    }

    /** A pod whose clock is hours ahead. */
    @Test
    void putsNoTimeBehindTheMove() {
        Instant wrongClock = Instant.now().plusSeconds(7200);

        List<Tick> ticks = move(sent(wrongClock), delivered(wrongClock));

        assertThat(ticks)
                .extracting(Tick::at)
                .hasSize(2)
                .allMatch(at -> at.isBefore(Instant.now().plusSeconds(60)));
    }

    @Test
    void movesAWholeBatchInTheOrderOfStoring() {
        List<StoredMessage> many = IntStream.range(0, 300)
                .mapToObj(i -> message(alice, bob, "many" + i, "x"))
                .map(m -> ((Stored) store.store(List.of(m)).getFirst()).message())
                .toList();

        List<Tick> ticks = moves.move(many.reversed().stream()
                .map(m -> new StatusMove(m.id(), null, delivered(LATER)))
                .toList());

        assertThat(ticks)
                .extracting(Tick::messageId)
                .containsExactlyElementsOf(many.stream().map(StoredMessage::id).toList());
        assertThat(page(1_000)).containsExactly(message);
    }

    /** The new version of a row finds room in its page, so that no index has to be told (HOT). */
    @Test
    void leavesTheIndexesOfABatchAlone() {
        List<NewMessage> batch = IntStream.range(0, 300)
                .mapToObj(i -> message(alice, bob, "room" + i, "x".repeat(200)))
                .toList();
        List<StatusMove> together = store.store(batch).stream()
                .map(outcome -> ((Stored) outcome).message().id())
                .map(id -> new StatusMove(id, sent(SOON), delivered(LATER)))
                .toList();

        Long inPlace = transactions.execute(_ -> {
            moves.move(together);
            return sql.queryForObject(
                    "select n_tup_hot_upd from pg_stat_xact_user_tables where relid = 'messages'::regclass",
                    Long.class);
        });

        assertThat(inPlace).isGreaterThan(250);
    }

    /** To plan a batch of two takes PostgreSQL longer than to move it. It plans five times before it compares. */
    @Test
    void isPlannedOnceAndNotForEachBatch() {
        List<StatusMove> batch = List.of(
                new StatusMove(message.id(), sent(SOON), null),
                new StatusMove(stored("c2").id(), sent(SOON), null));

        Boolean once = transactions.execute(_ -> {
            IntStream.range(0, 20).forEach(_ -> moves.move(batch));
            return sql.queryForObject("""
                    select sum(generic_plans) > 10 and sum(custom_plans) <= 5
                    from pg_prepared_statements where statement like '%UPDATE messages m%'""", Boolean.class);
        });

        assertThat(once).isTrue();
    }

    @Test
    void doesNothingForAMessageThatIsNotThere() {
        StatusMove unknown = new StatusMove(new MessageIdGenerator().next(), sent(SOON), null);

        assertThat(moves.move(List.of(unknown))).isEmpty();
        assertThat(moves.move(List.of())).isEmpty();
    }

    @Test
    void keepsWhatWasKnownFirstWhenItFolds() {
        StatusMove first = new StatusMove(message.id(), sent(SOON), null);
        StatusMove second = new StatusMove(message.id(), sent(LATER), delivered(LATER));

        assertThat(first.and(second)).isEqualTo(new StatusMove(message.id(), sent(SOON), delivered(LATER)));
        assertThat(second.and(first)).isEqualTo(second);
    }

    private void moveBack(StoredMessage stored) {
        sql.update(
                "update messages set created_at = '2026-01-01T00:00:00Z' where message_id = ?",
                stored.id().value());
    }

    private StoredMessage stored(String clientId) {
        return ((Stored) store.store(List.of(message(alice, bob, clientId, "hi")))
                        .getFirst())
                .message();
    }

    private List<Tick> move(@Nullable Reached sent, @Nullable Reached delivered) {
        return moves.move(List.of(new StatusMove(message.id(), sent, delivered)));
    }

    private static Reached sent(Instant at) {
        return new Reached(at, THERE);
    }

    private static Reached delivered(Instant at) {
        return new Reached(at, HERE);
    }

    private Tick tick(MessageStatus status, Instant at) {
        return new Tick(alice, message.id(), "c1", bob, status, at);
    }

    private List<StatusReached> statuses() {
        return history.of(alice.value(), message.id().value()).orElseThrow().statuses();
    }

    private List<StoredMessage> page(int limit) {
        return inbox.page(bob, 0, List.of(), limit, 1_000_000).messages();
    }
}

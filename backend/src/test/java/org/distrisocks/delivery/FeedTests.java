package org.distrisocks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.distrisocks.delivery.GivenMessages.Leftovers;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.metrics.Counters;
import org.distrisocks.relay.StatusPublisher;
import org.distrisocks.session.ScriptedPeer;
import org.distrisocks.session.StompSession;
import org.distrisocks.session.Subscription;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.trace.Trace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FeedTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    private static final Counters COUNTERS = new Counters(new SimpleMeterRegistry());
    private static final UserId ALICE = new UserId("alice");

    private final ScriptedPeer peer = new ScriptedPeer();
    private final StompSession session = peer.connect(new UserId("bob"));
    private final StatusPublisher publisher = mock(StatusPublisher.class);
    private final WrittenMessages written = new WrittenMessages(publisher, mock(Trace.class));
    private Subscription subscription = ScriptedPeer.subscribe(session, "auto", "auto");
    private Feed feed = feed();
    private long seq;

    private final Incoming one = item("one");
    private final Incoming two = item("two");
    private final Incoming three = item("three");
    private final Incoming four = item("four");

    @BeforeEach
    void beginToRead() {
        begin();
    }

    @Test
    void writesTheInboxFirstAndLiveMessagesBehindIt() {
        feed.live(three);
        assertThat(feed.fromInbox(one)).isEqualTo(Taken.NEW);
        assertThat(feed.fromInbox(two)).isEqualTo(Taken.NEW);
        assertThat(read()).containsExactly("one", "two");

        goLive();
        feed.live(four);

        assertThat(read()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void writesOnceWhatComesBothWays() {
        feed.live(one);
        feed.fromInbox(one);
        feed.live(one);
        feed.live(two);
        feed.goLive();
        feed.live(two);
        feed.live(one);

        assertThat(read()).containsExactly("one", "two");
    }

    @Test
    void leavesWhatItCannotHoldToTheInbox() {
        feed.live(one);
        feed.live(two);
        feed.live(three);

        feed.goLive();
        assertThat(read()).isEmpty();

        assertThat(feed.begin()).as("the inbox is wanted again").isTrue();
        feed.fromInbox(one);
        feed.fromInbox(two);
        feed.fromInbox(three);
        goLive();
        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void reportsWhatTheSocketHasTaken() {
        feed.goLive();

        feed.live(one);

        assertThat(written.close()).containsExactly(one.id());
        verifyNoInteractions(publisher);
    }

    @Test
    void reportsWhatTheSocketTakesLaterOnItsOwn() {
        feed.goLive();
        peer.stopReading();
        feed.live(one);
        assertThat(written.close()).isEmpty();
        verifyNoInteractions(publisher);

        peer.readOn();

        verify(publisher).delivered(List.of(one.id()));
    }

    @Test
    void reportsNothingThatAwaitsItsAck() {
        subscribe("client");
        feed.goLive();

        feed.live(one);

        assertThat(read()).containsExactly("one");
        assertThat(written.close()).isEmpty();
        verifyNoInteractions(publisher);
    }

    @Test
    void givesNoMoreToAClientThatOwesTooManyAcks() {
        subscribe("client");
        feed.goLive();

        List.of(one, two, three, four).forEach(feed::live);

        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void stopsReadingTheInboxOfAClientThatOwesTooManyAcks() {
        subscribe("client");

        assertThat(feed.fromInbox(one)).isEqualTo(Taken.NEW);
        assertThat(feed.fromInbox(two)).isEqualTo(Taken.NEW);
        assertThat(feed.fromInbox(three)).isEqualTo(Taken.NEW);
        assertThat(feed.fromInbox(four)).isEqualTo(Taken.NOT);

        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void readsTheInboxAgainWhenAcksHaveMadeRoom() {
        subscribe("client-individual");
        goLive();
        List.of(one, two, three, four).forEach(feed::live);
        assertThat(feed.acknowledged(List.of())).isFalse();

        ScriptedPeer.settle(subscription, peer.frames().getFirst().required("ack"));

        assertThat(feed.acknowledged(List.of(one.id()))).isTrue();
        begin();
        feed.fromInbox(two);
        feed.fromInbox(three);
        feed.fromInbox(four);
        goLive();
        assertThat(read()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void givesAgainWhatWasRefusedOrNotAcknowledgedInTime() {
        subscribe("client-individual");
        goLive();
        feed.live(one);
        feed.live(two);
        ScriptedPeer.settle(subscription, peer.frames().getFirst().required("ack"));
        feed.refused(List.of(one.id()));

        Leftovers leftovers = feed.confirm(feed.outstanding().keySet(), Set.of(1L, 2L));
        assertThat(leftovers.expired()).containsExactly(one.id(), two.id());
        begin();
        feed.fromInbox(one);
        feed.fromInbox(two);

        assertThat(read()).containsExactly("one", "two", "one", "two");
        assertThat(peer.frames().subList(2, 4))
                .allSatisfy(frame -> assertThat(frame.required("redelivered")).isEqualTo("true"));
    }

    /** Promise 4: the topic has lost two, the inbox has them. */
    @Test
    void readsTheInboxBeforeWhatComesTooEarly() {
        goLive();
        feed.live(one);

        assertThat(feed.live(behind(three, two))).isEqualTo(Wish.INBOX);
        assertThat(feed.live(behind(four, three))).isEqualTo(Wish.NOTHING);
        assertThat(read()).containsExactly("one");

        begin();
        feed.fromInbox(two);
        goLive();
        assertThat(read()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void looksOnceForWhatHasBeenDeliveredElsewhere() {
        goLive();

        assertThat(feed.live(behind(two, one))).isEqualTo(Wish.INBOX);
        begin();
        goLive();

        assertThat(read()).containsExactly("two");
        assertThat(feed.live(behind(three, two))).isEqualTo(Wish.NOTHING);
        assertThat(read()).containsExactly("two", "three");
    }

    @Test
    void looksForWhatIsMissingBeforeAMessageThatCameWhileTheInboxWasRead() {
        feed.live(behind(three, two));
        feed.goLive();
        assertThat(read()).isEmpty();

        begin();
        feed.fromInbox(two);
        goLive();
        assertThat(read()).containsExactly("two", "three");
    }

    /** Promise 3: a message that Kafka brings long after the inbox did. */
    @Test
    void believesTheInboxAloneAboutWhatWasStoredBeforeItsTime() {
        feed.startAt(2);
        goLive();

        assertThat(feed.live(one)).isEqualTo(Wish.INBOX);
        begin();
        goLive();
        assertThat(feed.live(three)).isEqualTo(Wish.NOTHING);

        assertThat(read()).containsExactly("three");
    }

    @Test
    void waitsWhenTooMuchOfWhatItGaveIsNotDelivered() {
        feed = new Feed(subscription, properties(1, 2), COUNTERS);
        begin();
        goLive();

        assertThat(feed.live(one)).isEqualTo(Wish.CONFIRMATION);
        feed.live(two);
        feed.live(three);
        assertThat(read()).containsExactly("one", "two");
        assertThat(feed.awaitsStatuses()).isTrue();

        begin();
        feed.confirm(feed.outstanding().keySet(), Set.of());
        feed.fromInbox(three);
        assertThat(read()).containsExactly("one", "two", "three");
    }

    /** A confirmation may leave so many outstanding that the bound comes before the next confirmation is due. */
    @Test
    void asksForAReaderWheneverStatusesMakeItPause() {
        feed = new Feed(subscription, properties(2, 3), COUNTERS);
        begin();
        goLive();
        feed.live(one);
        assertThat(feed.live(two)).isEqualTo(Wish.CONFIRMATION);
        begin();
        feed.confirm(feed.outstanding().keySet(), Set.of(one.seq(), two.seq()));
        goLive();

        assertThat(feed.live(three)).as("the bound is reached").isEqualTo(Wish.CONFIRMATION);
        assertThat(feed.live(four)).as("it pauses").isEqualTo(Wish.CONFIRMATION);
        assertThat(feed.awaitsStatuses()).isTrue();
    }

    /** A second device has acknowledged what this one owes. */
    @Test
    void goesOnWhenAnotherSessionHasTakenWhatIsOwed() {
        subscribe("client-individual");
        goLive();
        List.of(one, two, three, four).forEach(feed::live);
        assertThat(read()).containsExactly("one", "two", "three");

        begin();
        feed.confirm(feed.outstanding().keySet(), Set.of());
        feed.fromInbox(four);

        assertThat(read()).containsExactly("one", "two", "three", "four");
    }

    /** It would look like a repeat, since its row is SENT by then. */
    @Test
    void givesWhatCameLiveRatherThanItsRow() {
        feed.live(one);
        Incoming row = new Incoming(
                one.id(), ALICE, one.seq(), 0, Map.of("redelivered", "true"), "row".getBytes(UTF_8), written);

        feed.fromInbox(row);

        assertThat(read()).containsExactly("one");
    }

    /** Its client has the RECEIPT of its UNSUBSCRIBE by then. */
    @Test
    void givesNothingMoreOnceItHasEnded() {
        feed.fromInbox(one);
        feed.end();

        assertThat(feed.fromInbox(two)).isEqualTo(Taken.NOT);
        feed.goLive();
        feed.live(three);
        feed.copy(four.id(), Map.of(), four.body());

        assertThat(read()).containsExactly("one");
    }

    @Test
    void isReadByOneAtATime() {
        begin();
        assertThat(feed.wantInbox()).as("someone reads already").isFalse();
        feed.goLive();
        assertThat(feed.begin()).as("once more, as wanted").isTrue();
        feed.goLive();
        assertThat(feed.begin()).isFalse();
        assertThat(feed.wantInbox()).isTrue();
    }

    /** What a session has no memory for waits in the inbox; once there is some, the reading goes on. */
    @Test
    void leavesToTheInboxWhatItsSessionHasNoMemoryFor() {
        MemoryBudget memory = MemoryBudget.ofPod(10_000, 0, _ -> {});
        subscription = ScriptedPeer.subscribe(new ScriptedPeer().connect(new UserId("bob"), memory), "auto", "auto");
        feed = feed();
        begin();
        memory.reserve(9_000);

        feed.live(three);
        feed.live(four);
        assertThat(memory.used()).as("no more is held than fits").isLessThanOrEqualTo(10_000);
        assertThat(feed.fromInbox(one)).isEqualTo(Taken.NOT);
        assertThat(feed.hasRoom()).isFalse();
        assertThat(feed.awaitsStatuses()).as("it is read again").isTrue();
        assertThat(memory.used()).as("nothing is held while all waits").isEqualTo(9_000);

        memory.release(9_000);
        begin();
        assertThat(feed.fromInbox(one)).isEqualTo(Taken.NEW);
        feed.end();
        assertThat(memory.used()).as("nothing is left of it").isZero();
    }

    @Test
    void passesHeadersAndIdOn() {
        feed.goLive();
        MessageId id = IDS.next();
        feed.live(new Incoming(id, ALICE, 9, 0, Map.of("x-note", "hi"), "{}".getBytes(UTF_8), written));

        StompFrame frame = peer.frames().getFirst();
        assertThat(frame.headers().toMap())
                .containsEntry("message-id", id.toString())
                .containsEntry("x-note", "hi")
                .containsEntry("subscription", "auto")
                .containsEntry("destination", "/user/queue/messages")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("ack");
    }

    private void subscribe(String ack) {
        subscription = ScriptedPeer.subscribe(session, ack, ack);
        feed = feed();
        begin();
    }

    private void begin() {
        feed.wantInbox();
        assertThat(feed.begin()).isTrue();
    }

    private void goLive() {
        feed.goLive();
        assertThat(feed.begin()).as("nothing more is wanted").isFalse();
    }

    private Feed feed() {
        return new Feed(subscription, properties(100, 200), COUNTERS);
    }

    private static DeliveryProperties properties(int remembered, int outstanding) {
        return new DeliveryProperties(
                100,
                DataSize.ofKilobytes(64),
                4,
                2,
                remembered,
                outstanding,
                100,
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }

    private Incoming item(String body) {
        return new Incoming(IDS.next(), ALICE, ++seq, 0, Map.of(), body.getBytes(UTF_8), written);
    }

    private static Incoming behind(Incoming item, Incoming before) {
        return new Incoming(
                item.id(), item.sender(), item.seq(), before.seq(), item.headers(), item.body(), item.written());
    }

    private List<String> read() {
        return peer.frames().stream()
                .map(frame -> new String(frame.body(), UTF_8))
                .toList();
    }
}

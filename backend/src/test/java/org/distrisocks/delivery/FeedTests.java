package org.distrisocks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.List;
import java.util.Map;
import org.distrisocks.delivery.Feed.Item;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.relay.StatusPublisher;
import org.distrisocks.session.ScriptedPeer;
import org.distrisocks.session.StompSession;
import org.distrisocks.session.Subscription;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.Test;

class FeedTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    private final ScriptedPeer peer = new ScriptedPeer();
    private final StompSession session = peer.connect(new UserId("bob"));
    private final StatusPublisher publisher = mock(StatusPublisher.class);
    private final WrittenMessages written = new WrittenMessages(publisher);
    private Subscription subscription = ScriptedPeer.subscribe(session, "auto", "auto");
    private Feed feed = feed();

    private final Item one = item("one");
    private final Item two = item("two");
    private final Item three = item("three");
    private final Item four = item("four");

    @Test
    void writesTheInboxFirstAndLiveMessagesBehindIt() {
        feed.live(three);
        assertThat(feed.fromInbox(one)).isTrue();
        assertThat(feed.fromInbox(two)).isTrue();
        assertThat(read()).containsExactly("one", "two");

        assertThat(feed.goLive()).isTrue();
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

        assertThat(feed.goLive()).isFalse();
        assertThat(read()).isEmpty();

        feed.fromInbox(one);
        feed.fromInbox(two);
        feed.fromInbox(three);
        assertThat(feed.goLive()).isTrue();
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

        verify(publisher).delivered(List.of(one.id()), null);
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

        assertThat(feed.fromInbox(one)).isTrue();
        assertThat(feed.fromInbox(two)).isTrue();
        assertThat(feed.fromInbox(three)).isTrue();
        assertThat(feed.fromInbox(four)).isFalse();

        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void readsTheInboxAgainWhenAcksHaveMadeRoom() {
        subscribe("client-individual");
        feed.goLive();
        List.of(one, two, three, four).forEach(feed::live);
        assertThat(feed.settled(null)).isFalse();

        ScriptedPeer.settle(subscription, peer.frames().getFirst().required("ack"));

        assertThat(feed.settled(null)).isTrue();
        feed.fromInbox(two);
        feed.fromInbox(three);
        feed.fromInbox(four);
        assertThat(feed.goLive()).isTrue();
        assertThat(read()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void givesARefusedMessageAgain() {
        subscribe("client-individual");
        feed.goLive();
        feed.live(one);
        ScriptedPeer.settle(subscription, peer.frames().getFirst().required("ack"));

        assertThat(feed.settled(one.id())).isFalse();
        feed.live(one);

        assertThat(read()).containsExactly("one", "one");
    }

    @Test
    void passesHeadersAndIdOn() {
        feed.goLive();
        MessageId id = IDS.next();
        feed.live(new Item(id, Map.of("x-note", "hi"), "{}".getBytes(UTF_8), written));

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
    }

    private Feed feed() {
        return new Feed(subscription, new DeliveryProperties(200, 2, 100));
    }

    private Item item(String body) {
        return new Item(IDS.next(), Map.of(), body.getBytes(UTF_8), written);
    }

    private List<String> read() {
        return peer.frames().stream()
                .map(frame -> new String(frame.body(), UTF_8))
                .toList();
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.distrisocks.limit.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTests {

    private final ScriptedPeer peer = new ScriptedPeer();
    private final Outbox outbox = new Outbox(peer.socket(), 10);
    private final List<String> written = new ArrayList<>();

    @Test
    void writesAtOnceToAPeerThatReads() {
        assertThat(offer("a")).isTrue();
        assertThat(offer("b")).isTrue();

        assertThat(peer.taken()).containsExactly("a", "b");
        assertThat(written).containsExactly("a", "b");
    }

    @Test
    void takesItsBytesFromItsSessionAndGivesThemBack() {
        MemoryBudget memory = MemoryBudget.ofPod(5_000, 0, _ -> {});
        Outbox large = new Outbox(peer.socket(), 1_000_000);
        large.reserveFrom(memory);
        byte[] frame = new byte[2_000];
        peer.stopReading();
        assertThat(large.offer(frame, null)).isTrue();
        assertThat(large.offer(frame, null)).isTrue();
        assertThat(large.offer(frame, null)).as("no memory").isFalse();
        assertThat(memory.used()).isEqualTo(4_000);

        peer.readOn();
        assertThat(memory.used()).isZero();

        memory.reserve(5_000);
        assertThat(large.offer(new byte[100], null))
                .as("an answer, with nothing before it")
                .isTrue();
        large.closeAfterwards(1000, "");
        assertThat(peer.closeCode()).isEqualTo(1000);
    }

    @Test
    void keepsTheOrderBehindAPeerThatReadsLate() {
        peer.stopReading();
        offer("a");
        offer("b");
        offer("c");
        assertThat(peer.taken()).containsExactly("a");
        assertThat(written).isEmpty();

        peer.readOn();

        assertThat(peer.taken()).containsExactly("a", "b", "c");
        assertThat(written).containsExactly("a", "b", "c");
    }

    @Test
    void writesOneAfterTheOtherToAPeerThatIsAlwaysLate() {
        peer.stopReading();
        offer("a");
        offer("b");
        offer("c");

        peer.readOne();
        assertThat(written).containsExactly("a");
        peer.readOne();
        assertThat(written).containsExactly("a", "b");
        peer.readOne();
        assertThat(written).containsExactly("a", "b", "c");
    }

    @Test
    void writesWhatIsGatheredAtTheEnd() {
        GatheredWrites.during(() -> {
            offer("a");
            offer("b");
            assertThat(peer.taken()).isEmpty();
        });

        assertThat(peer.taken()).containsExactly("a", "b");
        assertThat(written).containsExactly("a", "b");
    }

    @Test
    void gathersNoMoreThanHalfOfItsBound() {
        GatheredWrites.during(() -> {
            offer("12345");
            assertThat(peer.taken()).isEmpty();
            offer("6");
            assertThat(peer.taken()).containsExactly("12345", "6");
        });
    }

    @Test
    void writesWhatIsGatheredThoughTheWorkFails() {
        assertThatThrownBy(() -> GatheredWrites.during(() -> {
                    offer("a");
                    throw new IllegalStateException("as the test wants it");
                }))
                .hasMessage("as the test wants it");

        assertThat(peer.taken()).containsExactly("a");
    }

    @Test
    void refusesWhatIsOverItsBound() {
        peer.stopReading();
        assertThat(offer("12345")).isTrue();
        assertThat(offer("67890")).isTrue();
        assertThat(offer("x")).isFalse();

        peer.readOn();

        assertThat(peer.taken()).containsExactly("12345", "67890");
        assertThat(written).containsExactly("12345", "67890");
    }

    @Test
    void hasRoomAgainWhenThePeerHasRead() {
        peer.stopReading();
        offer("1234567890");
        assertThat(offer("x")).isFalse();

        peer.readOn();

        assertThat(offer("1234567890")).isTrue();
        assertThat(offer("x")).isTrue();
    }

    @Test
    void takesAFrameOverTheBoundWhenNothingWaits() {
        assertThat(offer("a frame of more than ten octets")).isTrue();
        assertThat(written).hasSize(1);
    }

    @Test
    void reportsNothingWrittenThatWasNot() {
        peer.stopReading();
        offer("a");
        offer("b");

        peer.breakOff();

        assertThat(written).isEmpty();
        assertThat(peer.isDisconnected()).isTrue();
        assertThat(offer("c")).isFalse();
        assertThat(peer.taken()).containsExactly("a");
    }

    @Test
    void closesAfterWhatWaits() {
        peer.stopReading();
        offer("a");
        offer("b");
        outbox.closeAfterwards(1000, "bye");
        assertThat(offer("c")).isFalse();
        assertThat(peer.closeCode()).isNull();

        peer.readOn();

        assertThat(peer.taken()).containsExactly("a", "b");
        assertThat(written).containsExactly("a", "b");
        assertThat(peer.closeCode()).isEqualTo(1000);
    }

    @Test
    void cutsOffAPeerThatIsStuck() {
        peer.stopReading();
        offer("a");
        offer("b");

        outbox.abort(1008, "does not read");

        assertThat(peer.isDisconnected()).isTrue();
        assertThat(peer.closeCode()).isNull();
        assertThat(offer("c")).isFalse();
        assertThat(written).isEmpty();
    }

    @Test
    void tellsAPeerThatReadsWhyItIsCutOff() {
        outbox.abort(1012, "the pod stops");

        assertThat(peer.closeCode()).isEqualTo(1012);
        assertThat(peer.isDisconnected()).isFalse();
    }

    @Test
    void hasRoomAtOnceForAPeerThatReads() throws InterruptedException {
        offer("1234567890");

        assertThat(outbox.awaitRoom(Duration.ZERO)).isTrue();
    }

    @Test
    void losesPatienceWithAPeerThatDoesNotRead() throws InterruptedException {
        peer.stopReading();
        offer("123456");

        assertThat(outbox.awaitRoom(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void wakesWhoWaitsForRoomWhenHalfIsRead() throws Exception {
        peer.stopReading();
        offer("12345");
        offer("6789");
        CompletableFuture<Boolean> room = new CompletableFuture<>();
        Thread waiting = waitForRoom(room);
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        peer.readOne();

        assertThat(room.get()).isTrue();
    }

    @Test
    void wakesWhoWaitsForRoomWhenItCloses() throws Exception {
        peer.stopReading();
        offer("1234567890");
        CompletableFuture<Boolean> room = new CompletableFuture<>();
        Thread waiting = waitForRoom(room);
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        outbox.discard();

        assertThat(room.get()).isFalse();
    }

    @Test
    void losesAndMixesUpNothingAmongManyWriters() {
        ScriptedPeer reader = new ScriptedPeer();
        Outbox shared = new Outbox(reader.socket(), 1_000_000);
        List<String> reported = new CopyOnWriteArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (String writer : List.of("a", "b", "c", "d")) {
                threads.execute(() -> IntStream.range(0, 500).forEach(i -> {
                    String frame = writer + i;
                    shared.offer(frame.getBytes(UTF_8), () -> reported.add(frame));
                }));
            }
        }

        assertThat(reported).hasSize(2_000).containsExactlyElementsOf(reader.taken());
        assertThat(reader.taken().stream().filter(frame -> frame.startsWith("b")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "b" + i).toList());
    }

    private boolean offer(String frame) {
        return outbox.offer(frame.getBytes(UTF_8), () -> written.add(frame));
    }

    private Thread waitForRoom(CompletableFuture<Boolean> room) {
        return Thread.ofPlatform().start(() -> {
            try {
                room.complete(outbox.awaitRoom(Duration.ofSeconds(20)));
            } catch (InterruptedException unexpected) {
                room.completeExceptionally(unexpected);
            }
        });
    }
}

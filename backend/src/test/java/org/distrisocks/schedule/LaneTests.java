package org.distrisocks.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.distrisocks.schedule.Lane.BatchLimit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTests {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    /** A batch is handled when it gets one of these. */
    private final Semaphore turns = new Semaphore(0);

    private final Lane<String> lane = laneOf(Duration.ZERO);

    @AfterEach
    void close() throws InterruptedException {
        turns.release(1_000);
        lane.close();
    }

    @Test
    void handlesASingleMessageAtOnce() throws InterruptedException {
        turns.release(1_000);
        Lane<String> slow = laneOf(Duration.ofHours(1));

        slow.put(group("a"));
        await().until(() -> batches.size() == 1);
        slow.put(group("b"));
        slow.close();

        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void gathersWhatComesWithinThePaceOfABatchOfSeveral() throws InterruptedException {
        turns.release(1_000);
        Lane<String> paced = laneOf(Duration.ofSeconds(2));

        paced.put(group("a", "b"));
        await().until(() -> batches.size() == 1);
        paced.put(group("c"));
        await().until(() -> paced.waiting() == 1);
        paced.put(group("d"));
        paced.close();

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void takesAllThatHasComeMeanwhileAsOneBatchInOrder() throws InterruptedException {
        busyWith("a");
        lane.put(group("b"));
        lane.put(group("c"));
        lane.put(group("d"));

        turns.release(2);

        await().until(() -> batches.size() == 2);
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void boundsABatch() throws InterruptedException {
        busyWith("a");
        for (String name : List.of("b", "c", "d", "e", "f", "g")) {
            lane.put(group(name));
        }

        turns.release(3);

        await().until(() -> batches.size() == 3);
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d", "e"), List.of("f", "g"));
    }

    @Test
    void splitsNoGroup() throws InterruptedException {
        busyWith("a");
        lane.put(group("b", "c", "d"));
        lane.put(group("e", "f"));

        turns.release(3);

        await().until(() -> batches.size() == 3);
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e", "f"));
    }

    @Test
    void keepsAGroupThatIsGreaterThanABatchInOnePiece() throws InterruptedException {
        turns.release(1_000);

        lane.put(group("a", "b", "c", "d", "e"));

        await().until(() -> !batches.isEmpty());
        assertThat(batches).containsExactly(List.of("a", "b", "c", "d", "e"));
    }

    @Test
    void holdsBackWhoPutsIntoAFullLane() throws InterruptedException {
        busyWith("a");
        lane.put(group("b", "c", "d"));
        lane.put(group("e", "f"));
        Thread sender = putting("g", "h");

        await().until(() -> sender.getState() == Thread.State.WAITING);
        assertThat(begun).hasValue(1);

        turns.release(1);
        sender.join();
        turns.release(1_000);
        await().until(() -> batches.stream().mapToInt(List::size).sum() == 8);
    }

    @Test
    void refusesWhatIsOfferedToAFullLane() throws InterruptedException {
        busyWith("a");
        for (String name : List.of("b", "c", "d", "e", "f", "g")) {
            assertThat(lane.offer(name)).isTrue();
        }

        assertThat(lane.offer("h")).isFalse();

        turns.release(1_000);
        await().until(() -> lane.offer("i"));
        lane.close();
        assertThat(batches.stream().flatMap(List::stream)).containsExactly("a", "b", "c", "d", "e", "f", "g", "i");
    }

    @Test
    void putsNothingInWhenTheWaitIsInterrupted() throws InterruptedException {
        busyWith("a");
        lane.put(group("b", "c", "d", "e", "f", "g"));
        Thread sender = putting("h");
        await().until(() -> sender.getState() == Thread.State.WAITING);

        sender.interrupt();
        sender.join();
        turns.release(1_000);
        lane.close();

        assertThat(batches.stream().flatMap(List::stream)).containsExactly("a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    void handlesWhatHasBeenPutInBeforeItCloses() throws InterruptedException {
        busyWith("a");
        lane.put(group("b"));
        lane.put(group("c"));
        turns.release(1_000);

        lane.close();

        assertThat(batches.stream().flatMap(List::stream)).containsExactly("a", "b", "c");
    }

    @Test
    void goesOnAfterABatchThatFails() throws InterruptedException {
        turns.release(1_000);

        busyWith("fails");
        lane.put(group("b"));

        await().until(() -> batches.contains(List.of("b")));
    }

    @Test
    void keepsTheOrderOfOneSenderThroughManyBatches() throws InterruptedException {
        turns.release(1_000_000);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            sent.add("m" + i);
            lane.put(group("m" + i));
        }

        lane.close();

        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(sent);
        assertThat(batches).allMatch(batch -> batch.size() <= 4);
    }

    @Test
    void endsABatchByItsBytes() throws InterruptedException {
        Lane<String> sized = new Lane<>(
                "sized", 100, new BatchLimit<>(100, 4, String::length), new Pace(Duration.ZERO), this::handle);
        sized.put(group("a"));
        await().until(() -> begun.get() == 1);
        for (String item : List.of("bbb", "ccc", "ddd", "e")) {
            sized.put(group(item));
        }
        turns.release(1_000);
        sized.close();

        assertThat(batches)
                .as("four bytes are enough")
                .containsExactly(List.of("a"), List.of("bbb", "ccc"), List.of("ddd", "e"));
    }

    /** Else it would wait for room that cannot be. */
    @Test
    void takesAGroupThatIsGreaterThanTheLane() throws InterruptedException {
        turns.release(1_000);
        lane.put(group("1", "2", "3", "4", "5", "6", "7", "8"));
        lane.put(group("9"));

        await().until(() -> batches.size() == 2);
        await().until(() -> lane.waiting() == 0);
    }

    private Lane<String> laneOf(Duration pace) {
        return new Lane<>("lane-under-test", 6, BatchLimit.ofItems(4), new Pace(pace), this::handle);
    }

    private void busyWith(String name) throws InterruptedException {
        lane.put(group(name));
        await().until(() -> begun.get() == 1);
    }

    private Thread putting(String... items) {
        return Thread.ofPlatform().start(() -> {
            try {
                lane.put(group(items));
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void handle(List<String> batch) {
        begun.incrementAndGet();
        turns.acquireUninterruptibly();
        if (batch.contains("fails")) {
            throw new IllegalStateException("as the test wants it");
        }
        batches.add(batch);
    }

    private static List<String> group(String... items) {
        return List.of(items);
    }
}

package org.distrisocks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.distrisocks.relay.Decoded.Readable;
import org.distrisocks.relay.Decoded.Unreadable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the records of one poll when some of them are bad. */
class BatchesTests {

    private final DeadLetters deadLetters = mock(DeadLetters.class);
    private final List<DeadLetter> dead = new ArrayList<>();
    private final List<Integer> handled = new ArrayList<>();
    private final Batches<Integer> batches = new Batches<>(
            "topic",
            deadLetters,
            number -> new DeadLetter("topic", "number " + number, null, Map.of()),
            failure -> failure instanceof IllegalStateException);

    @BeforeEach
    void collectDeadLetters() {
        doAnswer(put -> dead.add(put.getArgument(0))).when(deadLetters).put(any());
    }

    @Test
    void setsAsideTheOneThatCannotBeHandled() {
        List<Integer> results = batches.handle(numbers(0, 100), batch -> {
            if (batch.contains(42)) {
                throw new NullPointerException("as the test wants it");
            }
            handled.addAll(batch);
            return batch;
        });

        assertThat(results).hasSize(99).isSorted().doesNotContain(42);
        assertThat(handled).isEqualTo(results);
        assertThat(dead).extracting(DeadLetter::reason).containsExactly("number 42");
    }

    @Test
    void givesTheWholeBatchAgainWhenItIsAMatterOfTime() {
        List<Object> records = new ArrayList<>(numbers(0, 4));
        records.add(new Unreadable<Integer>("no number", null, Map.of()));

        assertThatThrownBy(() -> batches.handle(records, batch -> {
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(dead).as("or each try would put it again").isEmpty();
    }

    @Test
    void setsAsideWhatCannotBeRead() {
        List<Object> records = new ArrayList<>(numbers(0, 2));
        records.add(1, new Unreadable<Integer>("no number", new byte[] {7}, Map.of("h", new byte[] {8})));
        records.add("whatever stands for no value");

        assertThat(batches.<Integer>handle(records, batch -> batch)).containsExactly(0, 1);
        assertThat(dead).extracting(DeadLetter::reason).containsExactly("no number", "it has no value");
        assertThat(dead.getFirst().value()).containsExactly(7);
        assertThat(dead.getFirst().headers()).containsKey("h");
    }

    private static List<Readable<Integer>> numbers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Readable<>(List.of(i)))
                .toList();
    }
}

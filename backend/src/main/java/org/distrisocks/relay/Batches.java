package org.distrisocks.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.distrisocks.relay.Decoded.Readable;
import org.distrisocks.relay.Decoded.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what the records of one poll hold so that a bad one costs no other its handling.
 *
 * @param <T> what the records should hold
 */
final class Batches<T> {

    private static final Logger log = LoggerFactory.getLogger(Batches.class);

    private final String topic;
    private final DeadLetters deadLetters;
    private final Function<T, DeadLetter> toDeadLetter;
    private final Predicate<RuntimeException> isTransient;

    /**
     * @param topic where the records are from
     * @param toDeadLetter for what can be read and not be handled
     * @param isTransient whether the cause of a failure may be over soon; then the batch is given again as a whole
     */
    Batches(
            String topic,
            DeadLetters deadLetters,
            Function<T, DeadLetter> toDeadLetter,
            Predicate<RuntimeException> isTransient) {
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.toDeadLetter = toDeadLetter;
        this.isTransient = isTransient;
    }

    /**
     * @param records {@link Decoded}, or whatever stands for a record without a value
     * @param handler takes a batch again, or a part of it, after it has thrown
     * @return all that the handler has returned
     */
    <R> List<R> handle(List<?> records, Function<List<T>, List<R>> handler) {
        List<T> readable = new ArrayList<>(records.size());
        List<DeadLetter> dead = new ArrayList<>(0);
        for (Object record : records) {
            switch (record) {
                case Readable<?>(List<?> values) -> readable.addAll(cast(values));
                case Unreadable<?> bad -> dead.add(new DeadLetter(topic, bad.reason(), bad.value(), bad.headers()));
                default -> dead.add(new DeadLetter(topic, "it has no value", null, Map.of()));
            }
        }
        List<R> results = new ArrayList<>();
        handleReadable(readable, handler, results, dead);
        // Not before: a batch that is given again would put them again.
        dead.forEach(deadLetters::put);
        return results;
    }

    private <R> void handleReadable(
            List<T> batch, Function<List<T>, List<R>> handler, List<R> results, List<DeadLetter> dead) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            results.addAll(handler.apply(batch));
        } catch (RuntimeException failure) {
            if (isTransient.test(failure)) {
                throw failure;
            }
            if (batch.size() == 1) {
                DeadLetter letter = toDeadLetter.apply(batch.getFirst());
                log.error("a record on {} cannot be handled, message {}", topic, letter.message(), failure);
                dead.add(letter);
                return;
            }
            int half = batch.size() / 2;
            handleReadable(batch.subList(0, half), handler, results, dead);
            handleReadable(batch.subList(half, batch.size()), handler, results, dead);
        }
    }

    @SuppressWarnings("unchecked")
    private List<T> cast(List<?> values) {
        return (List<T>) values;
    }
}

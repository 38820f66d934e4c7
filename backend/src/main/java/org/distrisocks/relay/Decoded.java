package org.distrisocks.relay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read from a topic. A codec does not throw: that would stop the partition at this record for ever.
 *
 * @param <T> what it should hold
 */
public sealed interface Decoded<T> {

    /**
     * It is what it should be.
     *
     * @param values what it holds; at least one
     */
    @SuppressWarnings("JavaLangClash") // The opposite of Unreadable.
    record Readable<T>(List<T> values) implements Decoded<T> {}

    /**
     * It is not, and goes to the dead letters.
     *
     * @param reason in words, without what the record holds
     * @param value as it was; null if it had none
     * @param headers as they were
     */
    record Unreadable<T>(String reason, byte @Nullable [] value, Map<String, byte[]> headers) implements Decoded<T> {}
}

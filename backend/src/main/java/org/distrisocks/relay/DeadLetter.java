package org.distrisocks.relay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that nobody could handle, for people to look at: on the topic {@code dead-letters} with its own headers and
 * value, and the headers {@code dead-letter-topic} and {@code dead-letter-reason}.
 *
 * @param topic where it was met
 * @param reason in words, without what the record holds
 * @param value null if it had none
 */
record DeadLetter(String topic, String reason, byte @Nullable [] value, Map<String, byte[]> headers) {}

package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A record that nobody could handle, for people to look at: on the topic {@code dead-letters} with its own headers and
 * value, and the headers {@code dead-letter-topic} and {@code dead-letter-reason}.
 *
 * @param topic where it was met
 * @param reason in words, without what the record holds
 * @param value null if it had none
 */
record DeadLetter(String topic, String reason, byte @Nullable [] value, Map<String, byte[]> headers) {

    /** Header of a letter about one message. */
    static final String MESSAGE_ID = "message-id";

    /** Which message the record is about, if that can be read; null otherwise. */
    @Nullable MessageId message() {
        byte[] id = headers.get(MESSAGE_ID);
        try {
            return id == null ? null : MessageId.parse(new String(id, StandardCharsets.UTF_8));
        } catch (InvalidIdException unreadable) {
            return null;
        }
    }
}

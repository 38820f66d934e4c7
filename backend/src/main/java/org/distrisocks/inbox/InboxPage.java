package org.distrisocks.inbox;

import java.util.List;

/**
 * The next messages of an inbox, in the order of storing.
 *
 * @param isLast whether there are no more behind them now
 */
public record InboxPage(List<StoredMessage> messages, boolean isLast) {

    /** Bytes of a message beside its payload and its headers. */
    private static final int OBJECTS = 512;

    /** About as many bytes as it takes of the heap, if all payloads have characters beyond Latin-1. */
    public long heldBytes() {
        long bytes = 0;
        for (StoredMessage message : messages) {
            String headers = message.userHeaders();
            bytes += OBJECTS + 2L * message.payload().length() + (headers == null ? 0 : 2L * headers.length());
        }
        return bytes;
    }
}

package org.distrisocks.cluster.history;

import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A message's row.
 *
 * @param payload in traffic its token: see {@link Event}
 * @param seq its place in the order of storing
 * @param status 0, 1 or 2: NONE, SENT or DELIVERED
 * @param sent how it became SENT
 * @param delivered how it became DELIVERED
 */
public record StoredRow(
        String messageId,
        String payload,
        String sender,
        String receiver,
        long seq,
        int status,
        @Nullable Move sent,
        @Nullable Move delivered) {

    /** The status of what a session of the receiver got. */
    public static final int DELIVERED = 2;

    /** A change of status: when, and to or by which pod. */
    public record Move(Timestamp at, String pod) {}
}

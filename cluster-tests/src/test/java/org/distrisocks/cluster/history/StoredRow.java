package org.distrisocks.cluster.history;

/**
 * A row of {@code messages}.
 *
 * @param token its payload: see {@link Event}
 * @param seq its place in the order of storing
 * @param status 0, 1 or 2: NONE, SENT or DELIVERED
 */
public record StoredRow(String messageId, String token, String sender, String receiver, long seq, int status) {

    /** The status of what a session of the receiver got. */
    public static final int DELIVERED = 2;
}

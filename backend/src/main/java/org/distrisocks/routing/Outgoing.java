package org.distrisocks.routing;

import java.util.function.Supplier;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A stored message on its way.
 *
 * @param seq its place in the order of storing
 * @param behind the {@code seq} of the sender's message that the receiver is to see before; 0 if there is none
 * @param userHeaders the SEND's user-defined headers as a JSON object; null if there are none
 * @param body of the receiver's MESSAGE frame; asked for once, and only if the receiver is connected
 * @param copyBody of the frame for the sender's other devices; asked for only if there are any
 * @param originSession the session that sent it and needs no copy; empty if it came over REST
 * @param copiesHere whether the sender has other sessions than that on this pod
 */
public record Outgoing(
        MessageId messageId,
        UserId sender,
        UserId receiver,
        long seq,
        long behind,
        @Nullable String userHeaders,
        Supplier<byte[]> body,
        Supplier<byte[]> copyBody,
        String originSession,
        boolean copiesHere) {}

package org.distrisocks.delivery;

import java.util.Map;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;

/**
 * A message on its way to a subscription, from the pod's topic or from the inbox.
 *
 * @param seq its place in the order of storing
 * @param behind the {@code seq} of the sender's message that is to be seen before; 0 if there is none
 * @param headers user-defined ones and the like
 * @param body of the MESSAGE frame
 * @param written hears when the client has it
 */
record Incoming(
        MessageId id,
        UserId sender,
        long seq,
        long behind,
        Map<String, String> headers,
        byte[] body,
        WrittenMessages written) {}

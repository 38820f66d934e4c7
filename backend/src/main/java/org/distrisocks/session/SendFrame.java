package org.distrisocks.session;

import java.util.Map;

/**
 * A SEND that has passed the protocol's checks; what it says is not looked at yet.
 *
 * @param session whose user is the sender
 * @param headers the user-defined ones, in their order
 * @param body as sent
 * @param stored to be run once, when the message is committed: it answers the frame's {@code receipt}
 */
public record SendFrame(StompSession session, Map<String, String> headers, byte[] body, Runnable stored) {}

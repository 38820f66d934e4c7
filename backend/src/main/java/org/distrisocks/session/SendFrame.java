package org.distrisocks.session;

import java.util.Map;

/**
 * A SEND that has passed the protocol's checks; what it says is not looked at yet. Whoever takes it answers it once, by
 * {@code stored}, {@link #refuse} or {@link #drop}: a pod that stops lets a session go when all of its SENDs are answered.
 *
 * @param session whose user is the sender
 * @param headers the user-defined ones, in their order
 * @param body as sent
 * @param stored to be run once, when the message is committed: it answers the frame's {@code receipt}
 */
public record SendFrame(StompSession session, Map<String, String> headers, byte[] body, Runnable stored) {

    /** The message is not stored, and its sender is told why. */
    public void refuse(Problem problem) {
        session.write(Destination.ERRORS, problem.toJson());
        session.answered();
    }

    /** The message is not stored, and its sender has been told why by another frame of its transaction. */
    public void drop() {
        session.answered();
    }
}

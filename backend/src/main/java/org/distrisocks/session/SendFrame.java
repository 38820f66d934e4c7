package org.distrisocks.session;

import java.util.Map;
import org.distrisocks.session.stomp.StompHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A SEND that has passed the protocol's checks; what it says is not looked at yet. Whoever takes it answers it once, by
 * {@code stored}, {@link #refuse} or {@link #drop}: a pod that stops lets a session go when all of its SENDs are answered.
 *
 * @param session whose user is the sender
 * @param headers the user-defined ones, in their order
 * @param body as sent
 * @param receipt that the frame asks for; null if it does not
 * @param stored to be run once, when the message is committed: it answers the frame's {@code receipt}
 */
public record SendFrame(
        StompSession session,
        Map<String, String> headers,
        byte[] body,
        @Nullable String receipt,
        Runnable stored) {

    /** The same for whoever only answers it. */
    public SendFrame withoutBody() {
        return new SendFrame(session, Map.of(), new byte[0], receipt, stored);
    }

    /**
     * The message is not stored, and its sender is told why. A session that has not subscribed to problems gets an ERROR and
     * is closed (STOMP 1.2, "SEND").
     */
    public void refuse(Problem problem) {
        if (session.subscriptions(Destination.ERRORS).isEmpty()) {
            session.fail(
                    problem.type().status() < 500 ? CloseReason.REFUSED : CloseReason.FAILED,
                    problem.detail(),
                    StompHeaders.answering(receipt));
        } else {
            session.write(Destination.ERRORS, problem.toJson());
        }
        session.answered();
    }

    /** The message is not stored, and its sender has been told why by another frame of its transaction. */
    public void drop() {
        session.answered();
    }
}

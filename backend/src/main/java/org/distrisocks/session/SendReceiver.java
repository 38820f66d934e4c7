package org.distrisocks.session;

import java.util.List;
import org.distrisocks.identity.UserId;

/** Takes what users send. Implemented by {@code submission}. */
public interface SendReceiver {

    /** Whether the user may send one more message now; if so it is counted. Asked once for each SEND, when it comes. */
    boolean allows(UserId user);

    /**
     * Answers SENDs that are not taken.
     *
     * @param reason {@link ProblemType#TOO_FAST} or {@link ProblemType#TRANSACTION_REFUSED}
     */
    void refuse(List<SendFrame> frames, ProblemType reason);

    /**
     * Takes one SEND that is allowed, or all of one committed transaction, which are stored together or not at all.
     *
     * <p>It may block: the session reads no further frame meanwhile, which pushes a sender back that is too fast. What is
     * wrong with a frame is told by {@link SendFrame#refuse}, never thrown.
     */
    void receive(List<SendFrame> frames);
}

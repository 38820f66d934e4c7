package org.distrisocks.submission;

import org.distrisocks.inbox.NewMessage;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.session.Problem;

/**
 * A checked message on its way into the store.
 *
 * @param originSession the session that sent it; empty if it came over REST
 * @param together whether it is stored with the others of its group or not at all
 * @param answer hears once what became of it
 */
record Submission(NewMessage message, String originSession, boolean together, Answer answer) {

    /** Called on the lane's thread, so it must not block. */
    interface Answer {

        /** It is committed, now or before. */
        void stored(StoredMessage message);

        /** Nothing is stored. */
        void refused(Problem problem);
    }
}

package org.distrisocks.relay;

import java.util.List;

/** Writes statuses: the ledger. Implemented by {@code delivery}. */
public interface StatusEventReceiver {

    /**
     * Takes the events of one poll. Events may be repeated; what throws is given again as a whole.
     *
     * @param tellAgain whether senders are told also of what has been handled before: who did that may have died before it
     *     told them
     */
    void receive(List<StatusEvent> events, boolean tellAgain);
}

package org.distrisocks.relay;

import java.util.List;

/** Writes statuses: the ledger. Implemented by {@code delivery}. */
public interface StatusEventReceiver {

    /** Takes the events of one poll. Events may be repeated; what throws is given again as a whole. */
    void receive(List<StatusEvent> events);
}

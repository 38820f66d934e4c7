package org.distrisocks.session;

import java.util.List;

/** Takes what users send. Implemented by {@code submission}. */
public interface SendReceiver {

    /**
     * Takes one SEND, or all of one committed transaction, which are stored together or not at all.
     *
     * <p>It may block: the session reads no further frame meanwhile, which pushes a sender back that is too fast. What is
     * wrong with a frame is told by {@link SendFrame#refuse}, never thrown.
     */
    void receive(List<SendFrame> frames);
}

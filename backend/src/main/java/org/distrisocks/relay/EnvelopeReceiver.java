package org.distrisocks.relay;

import java.util.List;
import org.distrisocks.identity.MessageId;

/** Takes what has come to this pod. Implemented by {@code delivery}. */
public interface EnvelopeReceiver {

    /**
     * Takes the envelopes of one poll, in the order of the topic.
     *
     * <p>It does not wait for slow sessions: a message that is written or acknowledged after this call returns is
     * reported by {@link StatusPublisher#delivered}. What throws is given again as a whole.
     *
     * @return the messages that are delivered already
     */
    List<MessageId> receive(List<Envelope> envelopes);
}

package org.distrisocks.relay;

import java.util.List;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.pod.Pod;
import org.distrisocks.relay.Envelope.TickEnvelope;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes one record by each binding before the pod is ready.
 *
 * <p>{@code StreamBridge} makes a binding, with its topic check and its producer, when the first record is sent, under a
 * lock that all its callers share. Made by the first user's message that would cost them seconds, and the one for statuses
 * would be made on the thread of Kafka's acknowledgements (ADR 7). The records are for nobody: a user without sessions,
 * and a message that is in no table.
 */
@Component
class PublishingWarmUp implements SmartLifecycle {

    private final EnvelopePublisher envelopes;
    private final StatusPublisher statuses;
    private final Pod pod;
    private volatile boolean running;

    PublishingWarmUp(EnvelopePublisher envelopes, StatusPublisher statuses, Pod pod) {
        this.envelopes = envelopes;
        this.statuses = statuses;
        this.pod = pod;
    }

    @Override
    public void start() {
        MessageId nobodys = new MessageIdGenerator().next();
        statuses.delivered(List.of(nobodys));
        envelopes.publish(List.of(new TickEnvelope(pod.self(), new UserId("-"), nobodys, 0, new byte[0])));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the message consumers and the web server. */
    @Override
    public int getPhase() {
        return 500;
    }
}

package org.distrisocks.relay;

import io.micrometer.core.instrument.DistributionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.identity.MessageId;
import org.distrisocks.metrics.Measured;
import org.distrisocks.metrics.Measures;
import org.distrisocks.pod.Pod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Takes this pod's topic to the local sessions and answers with what has been delivered. */
@Component
class InboundRelay {

    private static final Logger log = LoggerFactory.getLogger(InboundRelay.class);

    private final EnvelopeReceiver receiver;
    private final StatusPublisher statuses;
    private final Pod pod;
    private final Batches<Envelope> batches;
    private final DistributionSummary sizes;

    InboundRelay(
            EnvelopeReceiver receiver, StatusPublisher statuses, Pod pod, DeadLetters deadLetters, Measures measures) {
        this.receiver = receiver;
        this.statuses = statuses;
        this.pod = pod;
        this.sizes = measures.size(Measured.BATCH, "relay");
        String topic = pod.id().value();
        this.batches =
                new Batches<>(topic, deadLetters, envelope -> EnvelopeCodec.toDeadLetter(topic, envelope), _ -> false);
    }

    /**
     * Envelopes of an earlier epoch are left out: whoever was connected then is not now, and whoever has connected since
     * got their inbox at that time, these messages with it.
     */
    List<Message<StatusReport>> relay(List<Decoded<Envelope>> records) {
        sizes.record(records.size());
        return batches.handle(records, this::relayAll);
    }

    private List<Message<StatusReport>> relayAll(List<Envelope> envelopes) {
        List<Envelope> current = new ArrayList<>(envelopes.size());
        for (Envelope envelope : envelopes) {
            if (isCurrent(envelope)) {
                current.add(envelope);
            }
        }
        if (current.size() < envelopes.size()) {
            log.info("{} envelopes of an earlier epoch are left out", envelopes.size() - current.size());
        }
        Instant relayedAt = Instant.now();
        List<MessageId> delivered = receiver.receive(current);
        if (delivered.isEmpty()) {
            return List.of();
        }
        StatusEvent event = new StatusEvent(
                StatusEvent.Type.SET_STATUS_TO_DELIVERED, delivered, pod.id(), Instant.now(), relayedAt);
        return List.of(statuses.toRecord(event));
    }

    private boolean isCurrent(Envelope envelope) {
        return envelope.target().epoch() >= pod.self().epoch();
    }
}

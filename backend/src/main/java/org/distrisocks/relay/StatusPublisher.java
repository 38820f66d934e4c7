package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.pod.Pod;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.trace.Step;
import org.distrisocks.trace.Trace;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/** Tells the ledger of what became of messages. An event that Kafka does not take is lost; the sweep finds the message. */
@Component
public class StatusPublisher {

    private static final String TAKEN = "distrisocks.taken";

    private final StreamBridge bridge;
    private final PodId self;
    private final KafkaGate gate;
    private final Trace trace;

    StatusPublisher(StreamBridge bridge, Pod pod, KafkaGate gate, Trace trace) {
        this.bridge = bridge;
        this.gate = gate;
        this.trace = trace;
        this.self = pod.id();
    }

    /**
     * Says that sessions of this pod have got messages.
     *
     * @param taken run once Kafka has the last of them; null if nobody asks
     */
    public void delivered(Collection<MessageId> messages, @Nullable Runnable taken) {
        Instant now = Instant.now();
        int left = messages.size();
        for (MessageId message : messages) {
            left--;
            send(toDelivered(message, now), left == 0 ? taken : null);
        }
    }

    /** What {@link #delivered} says of one message, for whoever tells the ledger without Kafka. */
    public StatusEvent toDelivered(MessageId message, Instant at) {
        return new StatusEvent(StatusEvent.Type.SET_STATUS_TO_DELIVERED, message, self, at, null);
    }

    /**
     * Kafka has acknowledged an envelope; if it holds a message, that is SENT now. Public, since Spring Integration calls
     * no other method, and says so to nobody.
     */
    @ServiceActivator(inputChannel = RelayConfiguration.ENVELOPE_ACKS)
    public void onEnvelopeTaken(Message<?> record) {
        if (record.getPayload() instanceof MessageEnvelope envelope) {
            StatusEvent event = new StatusEvent(
                    StatusEvent.Type.SET_STATUS_TO_SENT,
                    envelope.messageId(),
                    envelope.target().pod(),
                    Instant.now(),
                    null);
            send(event, null);
            envelope.span().end();
            if (Trace.isAsked(envelope.userHeaders())) {
                trace.add(envelope.messageId(), Step.PUBLISHED, place(record));
            }
        }
    }

    private static Map<String, String> place(Message<?> record) {
        return record.getHeaders().get(KafkaHeaders.RECORD_METADATA) instanceof RecordMetadata metadata
                ? Map.of(
                        "topic",
                        metadata.topic(),
                        "partition",
                        Integer.toString(metadata.partition()),
                        "offset",
                        Long.toString(metadata.offset()))
                : Map.of();
    }

    /** Kafka has acknowledged a status event. */
    @ServiceActivator(inputChannel = RelayConfiguration.STATUS_ACKS)
    public void onStatusTaken(Message<?> record) {
        if (record.getHeaders().get(TAKEN) instanceof Runnable taken) {
            taken.run();
        }
    }

    static Message<StatusEvent> toRecord(StatusEvent event, @Nullable Runnable taken) {
        return MessageBuilder.withPayload(event)
                .setHeader(KafkaHeaders.KEY, event.messageId().toString().getBytes(StandardCharsets.UTF_8))
                .setHeader(TAKEN, taken)
                .build();
    }

    private void send(StatusEvent event, @Nullable Runnable taken) {
        if (!gate.isOpen()) {
            gate.passedOver(1);
            return;
        }
        try {
            bridge.send(RelayBindings.STATUSES, toRecord(event, taken));
        } catch (MessagingException notTaken) {
            gate.refused(notTaken);
        }
    }
}

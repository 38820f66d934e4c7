package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/**
 * Puts envelopes on the topics of the pods that they are for.
 *
 * <p>Envelopes of one user reach one pod in the order of publishing. Kafka's acknowledgement of a message's envelope
 * makes it SENT. An envelope that Kafka does not take is lost here and its message stays in the inbox.
 */
@Component
public class EnvelopePublisher {

    private final StreamBridge bridge;

    private final KafkaGate gate;

    EnvelopePublisher(StreamBridge bridge, KafkaGate gate) {
        this.bridge = bridge;
        this.gate = gate;
    }

    /** Hands the envelopes to the producer, in their order, and does not wait for Kafka but for a second at most. */
    public void publish(Collection<Envelope> envelopes) {
        int left = envelopes.size();
        for (Envelope envelope : envelopes) {
            if (!gate.isOpen()) {
                gate.passedOver(left);
                return;
            }
            left--;
            Message<Envelope> record = MessageBuilder.withPayload(envelope)
                    .setHeader(KafkaHeaders.TOPIC, envelope.target().pod().value())
                    .setHeader(KafkaHeaders.KEY, envelope.key().value().getBytes(StandardCharsets.UTF_8))
                    .build();
            try {
                bridge.send(RelayBindings.ENVELOPES, record);
            } catch (MessagingException notTaken) {
                gate.refused(notTaken);
            }
        }
    }
}

package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.relay.Envelope.CopyEnvelope;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.distrisocks.relay.Envelope.TickEnvelope;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
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

    /** Octets of a record that gets no more envelopes. Kafka takes 1 MiB by default, and one envelope has 100 KiB at most. */
    private static final int FULL = 256 * 1024;

    /** Octets of an envelope beside its body and its user headers, at most. */
    private static final int OTHERS = 256;

    private final EnvelopeSender sender;
    private final RecordKeys keys;

    EnvelopePublisher(EnvelopeSender sender, RelayProperties properties) {
        this.sender = sender;
        this.keys = new RecordKeys(properties.concurrency());
    }

    /**
     * Hands the envelopes to the producer, in as few records as their targets and users allow, and does not wait for
     * Kafka.
     */
    public void publish(Collection<Envelope> envelopes) {
        Map<Way, Filling> records = new LinkedHashMap<>();
        for (Envelope envelope : envelopes) {
            Way way = new Way(envelope.target(), keys.keyOf(envelope.user()));
            Filling record = records.computeIfAbsent(way, _ -> new Filling());
            record.add(envelope);
            if (record.octets >= FULL) {
                records.remove(way);
                send(way, record);
            }
        }
        records.forEach((way, record) -> send(way, record));
    }

    private void send(Way way, Filling record) {
        String topic = way.target.pod().value();
        Message<List<Envelope>> message = MessageBuilder.withPayload(record.envelopes)
                .setHeader(KafkaHeaders.TOPIC, topic)
                .setHeader(KafkaHeaders.KEY, way.key.getBytes(StandardCharsets.UTF_8))
                .build();
        sender.send(topic, message, record.octets);
    }

    /** Its user headers may have three octets a character. */
    private static int octets(Envelope envelope) {
        String headers = switch (envelope) {
            case MessageEnvelope message -> message.userHeaders();
            case CopyEnvelope copy -> copy.userHeaders();
            case TickEnvelope _, NoticeEnvelope _ -> null;
        };
        return OTHERS + envelope.body().length + (headers == null ? 0 : 3 * headers.length());
    }

    /** Where a record goes. */
    private record Way(PodEpoch target, String key) {}

    /** A record that may get more. */
    private static final class Filling {

        private final List<Envelope> envelopes = new ArrayList<>();
        private int octets;

        void add(Envelope envelope) {
            envelopes.add(envelope);
            octets += octets(envelope);
        }
    }
}

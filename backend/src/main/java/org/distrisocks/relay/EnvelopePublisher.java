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
import org.jspecify.annotations.Nullable;
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

    /** Bytes that a record does not exceed, unless by a single envelope, which has little more than a frame. */
    public static final int FULL = 256 * 1024;

    /** Bytes of an envelope beside its body, its user headers and the names of users, at most. */
    private static final int OTHERS = 256;

    /** At most, as DataOutputStream writes it. */
    private static final int BYTES_PER_CHARACTER = 3;

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
            int bytes = bytes(envelope);
            Filling record = records.get(way);
            if (record != null && record.bytes + bytes > FULL) {
                send(way, record);
                record = null;
            }
            if (record == null) {
                record = new Filling();
                records.put(way, record);
            }
            record.envelopes.add(envelope);
            record.bytes += bytes;
        }
        records.forEach((way, record) -> send(way, record));
    }

    private void send(Way way, Filling record) {
        String topic = way.target.pod().value();
        Message<List<Envelope>> message = MessageBuilder.withPayload(record.envelopes)
                .setHeader(KafkaHeaders.TOPIC, topic)
                .setHeader(KafkaHeaders.KEY, way.key.getBytes(StandardCharsets.UTF_8))
                .build();
        sender.send(topic, message, record.bytes);
    }

    private static int bytes(Envelope envelope) {
        int characters = envelope.user().value().length()
                + switch (envelope) {
                    case MessageEnvelope message -> message.sender().value().length() + length(message.userHeaders());
                    case CopyEnvelope copy -> length(copy.userHeaders());
                    case TickEnvelope _, NoticeEnvelope _ -> 0;
                };
        return OTHERS + envelope.body().length + BYTES_PER_CHARACTER * characters;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Where a record goes. */
    private record Way(PodEpoch target, String key) {}

    /** A record that may get more. */
    private static final class Filling {

        private final List<Envelope> envelopes = new ArrayList<>();
        private int bytes;
    }
}

package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Dead letters to Kafka records, as {@link DeadLetter} says. */
public final class DeadLetterCodec implements Serializer<DeadLetter> {

    static final String TOPIC = "dead-letter-topic";
    static final String REASON = "dead-letter-reason";

    @Override
    public byte[] serialize(String topic, DeadLetter letter) {
        throw new SerializationException("a dead letter needs the headers of its record");
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, DeadLetter letter) {
        letter.headers().forEach(headers::add);
        headers.add(TOPIC, letter.topic().getBytes(StandardCharsets.UTF_8));
        headers.add(REASON, letter.reason().getBytes(StandardCharsets.UTF_8));
        return letter.value();
    }
}

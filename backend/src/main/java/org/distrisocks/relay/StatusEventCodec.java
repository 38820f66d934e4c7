package org.distrisocks.relay;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Status events to JSON and back: {@code {"type","message_id","pod","at","relayed_at"?}}. */
public final class StatusEventCodec implements Serializer<StatusEvent>, Deserializer<StatusEvent> {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {}

    @Override
    public void close() {}

    @Override
    public byte[] serialize(String topic, StatusEvent event) {
        Instant relayedAt = event.relayedAt();
        return JSON.writeValueAsBytes(new Wire(
                event.type(),
                event.messageId().toString(),
                event.pod().value(),
                event.at().toString(),
                relayedAt == null ? null : relayedAt.toString()));
    }

    /**
     * @throws SerializationException if the record is no status event
     */
    @Override
    public StatusEvent deserialize(String topic, byte[] data) {
        try {
            Wire wire = JSON.readValue(data, Wire.class);
            return new StatusEvent(
                    wire.type,
                    MessageId.parse(wire.message_id),
                    new PodId(wire.pod),
                    Instant.parse(wire.at),
                    wire.relayed_at == null ? null : Instant.parse(wire.relayed_at));
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException malformed) {
            throw new SerializationException("a record on " + topic + " is no status event", malformed);
        }
    }

    private record Wire(
            StatusEvent.Type type,
            String message_id,
            String pod,
            String at,
            @Nullable String relayed_at) {}
}

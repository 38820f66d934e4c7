package org.distrisocks.relay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodId;
import org.distrisocks.relay.Decoded.Readable;
import org.distrisocks.relay.Decoded.Unreadable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Status events to JSON and back: {@code {"type","message_ids","pod","at","relayed_at"?}}. */
public final class StatusEventCodec implements Serializer<StatusEvent>, Deserializer<Decoded<StatusEvent>> {

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
                event.messageIds().stream().map(MessageId::toString).toList(),
                event.pod().value(),
                event.at().toString(),
                relayedAt == null ? null : relayedAt.toString()));
    }

    /** Does not throw, whatever the record holds. */
    @Override
    public Decoded<StatusEvent> deserialize(String topic, byte[] data) {
        try {
            return new Readable<>(List.of(read(JSON.readValue(data, Wire.class))));
        } catch (JacksonException | IllegalArgumentException | DateTimeException malformed) {
            return new Unreadable<>("it is no status event", data, Map.of());
        }
    }

    private static StatusEvent read(@Nullable Wire wire) {
        if (wire == null || wire.type == null || wire.message_ids == null || wire.pod == null || wire.at == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return new StatusEvent(
                wire.type,
                messageIds(wire.message_ids),
                new PodId(wire.pod),
                Instant.parse(wire.at),
                wire.relayed_at == null ? null : Instant.parse(wire.relayed_at));
    }

    private static List<MessageId> messageIds(List<String> texts) {
        List<MessageId> ids = new ArrayList<>(texts.size());
        for (String text : texts) {
            if (text == null) {
                throw new IllegalArgumentException("a message id is missing");
            }
            ids.add(MessageId.parse(text));
        }
        return ids;
    }

    private record Wire(
            StatusEvent.@Nullable Type type,
            @Nullable List<String> message_ids,
            @Nullable String pod,
            @Nullable String at,
            @Nullable String relayed_at) {}
}

package org.distrisocks.relay;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.distrisocks.relay.Decoded.Readable;
import org.distrisocks.relay.Decoded.Unreadable;
import org.distrisocks.relay.Envelope.CopyEnvelope;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.distrisocks.relay.Envelope.TickEnvelope;
import org.distrisocks.tracing.MessageSpan;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes to Kafka records and back. Headers, all UTF-8: {@code kind} ({@code message}, {@code copy},
 * {@code tick} or {@code notice}), {@code target}, {@code user}, {@code message-id}, {@code sender}, {@code seq}, {@code behind}, {@code rank},
 * {@code user-headers}, {@code origin}, {@code traceparent} (W3C).
 */
public final class EnvelopeCodec implements Serializer<Envelope>, Deserializer<Decoded<Envelope>> {

    static final String CANNOT_BE_HANDLED = "its handling failed, see the log";

    private static final String MESSAGE = "message";
    private static final String COPY = "copy";
    private static final String TICK = "tick";
    private static final String NOTICE = "notice";

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {}

    @Override
    public void close() {}

    @Override
    public byte[] serialize(String topic, Envelope envelope) {
        throw new SerializationException("an envelope needs the headers of its record");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Envelope envelope) {
        add(headers, "target", envelope.target().toString());
        add(headers, "user", envelope.user().value());
        switch (envelope) {
            case MessageEnvelope message -> {
                add(headers, "kind", MESSAGE);
                add(headers, "message-id", message.messageId().toString());
                add(headers, "sender", message.sender().value());
                add(headers, "seq", Long.toString(message.seq()));
                add(headers, "behind", Long.toString(message.behind()));
                add(headers, "user-headers", message.userHeaders());
                add(headers, "traceparent", message.span().traceparent());
            }
            case CopyEnvelope copy -> {
                add(headers, "kind", COPY);
                add(headers, "message-id", copy.messageId().toString());
                add(headers, "user-headers", copy.userHeaders());
                add(headers, "origin", copy.originSession());
            }
            case TickEnvelope tick -> {
                add(headers, "kind", TICK);
                add(headers, "message-id", tick.messageId().toString());
                add(headers, "rank", Integer.toString(tick.rank()));
            }
            case NoticeEnvelope _ -> add(headers, "kind", NOTICE);
        }
        return envelope.body();
    }

    @Override
    public Decoded<Envelope> deserialize(String topic, byte[] data) {
        throw new SerializationException("an envelope needs the headers of its record");
    }

    /** Does not throw, whatever the record holds. */
    @Override
    public Decoded<Envelope> deserialize(String topic, Headers headers, byte[] body) {
        try {
            return new Readable<>(read(headers, body));
        } catch (IllegalArgumentException malformed) {
            return new Unreadable<>("it is no envelope: " + malformed.getMessage(), body, toMap(headers));
        }
    }

    private static Envelope read(Headers headers, byte[] body) {
        PodEpoch target = PodEpoch.parse(required(headers, "target"));
        UserId user = new UserId(required(headers, "user"));
        String kind = required(headers, "kind");
        return switch (kind) {
            case MESSAGE ->
                new MessageEnvelope(
                        target,
                        user,
                        messageId(headers),
                        new UserId(required(headers, "sender")),
                        Long.parseLong(required(headers, "seq")),
                        Long.parseLong(required(headers, "behind")),
                        value(headers, "user-headers"),
                        body,
                        MessageSpan.elsewhere(value(headers, "traceparent")));
            case COPY ->
                new CopyEnvelope(
                        target,
                        user,
                        messageId(headers),
                        value(headers, "user-headers"),
                        required(headers, "origin"),
                        body);
            case TICK ->
                new TickEnvelope(target, user, messageId(headers), Integer.parseInt(required(headers, "rank")), body);
            case NOTICE -> new NoticeEnvelope(target, user, body);
            default -> throw new IllegalArgumentException("its kind is not known");
        };
    }

    static DeadLetter toDeadLetter(String topic, Envelope envelope) {
        Headers headers = new RecordHeaders();
        byte[] body = new EnvelopeCodec().serialize(topic, headers, envelope);
        return new DeadLetter(topic, CANNOT_BE_HANDLED, body, toMap(headers));
    }

    private static Map<String, byte[]> toMap(Headers headers) {
        Map<String, byte[]> map = new LinkedHashMap<>();
        headers.forEach(header -> map.put(header.key(), header.value() == null ? new byte[0] : header.value()));
        return map;
    }

    private static MessageId messageId(Headers headers) {
        return MessageId.parse(required(headers, "message-id"));
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String required(Headers headers, String name) {
        String value = value(headers, name);
        if (value == null) {
            throw new IllegalArgumentException("it needs the header " + name);
        }
        return value;
    }

    private static @Nullable String value(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}

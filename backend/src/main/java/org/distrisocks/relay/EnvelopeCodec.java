package org.distrisocks.relay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 * Envelopes for one pod to a Kafka record and back. The header {@code target} names the pod and its epoch. The value holds
 * the envelopes one behind the other, each written as {@link DataOutputStream} does:
 *
 * <table>
 *   <caption>An envelope</caption>
 *   <tr><th>kind, one octet</th><th>what follows</th></tr>
 *   <tr><td>{@code m}, a message</td><td>user, message id, sender, seq, behind, user headers,
 *   {@code traceparent} (W3C), body</td></tr>
 *   <tr><td>{@code c}, a copy</td><td>user, message id, user headers, origin session, body</td></tr>
 *   <tr><td>{@code t}, a tick</td><td>user, message id, rank in one octet, body</td></tr>
 *   <tr><td>{@code n}, a notice</td><td>user, body</td></tr>
 * </table>
 *
 * <p>A message id has its 16 octets, a body its length in four before it, and what is not there is an empty text.
 */
public final class EnvelopeCodec implements Serializer<List<Envelope>>, Deserializer<Decoded<Envelope>> {

    static final String CANNOT_BE_HANDLED = "its handling failed, see the log";

    private static final String TARGET = "target";
    private static final int TYPICAL = 512;

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {}

    @Override
    public void close() {}

    @Override
    public byte[] serialize(String topic, List<Envelope> envelopes) {
        throw new SerializationException("envelopes need the headers of their record");
    }

    /** @param envelopes at least one, all with the same target */
    @Override
    public byte[] serialize(String topic, Headers headers, List<Envelope> envelopes) {
        headers.add(TARGET, envelopes.getFirst().target().toString().getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream value = new ByteArrayOutputStream(TYPICAL * envelopes.size());
        DataOutputStream out = new DataOutputStream(value);
        try {
            for (Envelope envelope : envelopes) {
                write(envelope, out);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return value.toByteArray();
    }

    private static void write(Envelope envelope, DataOutputStream out) throws IOException {
        switch (envelope) {
            case MessageEnvelope message -> {
                begin('m', message.user(), out);
                write(message.messageId(), out);
                out.writeUTF(message.sender().value());
                out.writeLong(message.seq());
                out.writeLong(message.behind());
                writeNullable(message.userHeaders(), out);
                writeNullable(message.span().traceparent(), out);
            }
            case CopyEnvelope copy -> {
                begin('c', copy.user(), out);
                write(copy.messageId(), out);
                writeNullable(copy.userHeaders(), out);
                out.writeUTF(copy.originSession());
            }
            case TickEnvelope tick -> {
                begin('t', tick.user(), out);
                write(tick.messageId(), out);
                out.writeByte(tick.rank());
            }
            case NoticeEnvelope notice -> begin('n', notice.user(), out);
        }
        out.writeInt(envelope.body().length);
        out.write(envelope.body());
    }

    private static void begin(char kind, UserId user, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeUTF(user.value());
    }

    private static void write(MessageId id, DataOutputStream out) throws IOException {
        out.writeLong(id.value().getMostSignificantBits());
        out.writeLong(id.value().getLeastSignificantBits());
    }

    private static void writeNullable(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeUTF(text == null ? "" : text);
    }

    @Override
    public Decoded<Envelope> deserialize(String topic, byte[] data) {
        throw new SerializationException("envelopes need the headers of their record");
    }

    /** Does not throw, whatever the record holds. */
    @Override
    public Decoded<Envelope> deserialize(String topic, Headers headers, byte[] value) {
        try {
            return new Readable<>(read(target(headers), value));
        } catch (EOFException tooShort) {
            return new Unreadable<>("its envelopes end too early", value, toMap(headers));
        } catch (IOException | IllegalArgumentException malformed) {
            return new Unreadable<>("it holds no envelopes: " + malformed.getMessage(), value, toMap(headers));
        }
    }

    private static List<Envelope> read(PodEpoch target, byte[] value) throws IOException {
        List<Envelope> envelopes = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(value));
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            UserId user = new UserId(in.readUTF());
            envelopes.add(
                    switch (kind) {
                        case 'm' ->
                            new MessageEnvelope(
                                    target,
                                    user,
                                    readId(in),
                                    new UserId(in.readUTF()),
                                    in.readLong(),
                                    in.readLong(),
                                    readNullable(in),
                                    MessageSpan.elsewhere(readNullable(in)),
                                    readBody(in));
                        case 'c' ->
                            new CopyEnvelope(target, user, readId(in), readNullable(in), in.readUTF(), readBody(in));
                        case 't' -> new TickEnvelope(target, user, readId(in), in.readByte(), readBody(in));
                        case 'n' -> new NoticeEnvelope(target, user, readBody(in));
                        default -> throw new IllegalArgumentException("the kind " + kind + " is not known");
                    });
        }
        if (envelopes.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return envelopes;
    }

    private static MessageId readId(DataInputStream in) throws IOException {
        return new MessageId(new UUID(in.readLong(), in.readLong()));
    }

    private static @Nullable String readNullable(DataInputStream in) throws IOException {
        String text = in.readUTF();
        return text.isEmpty() ? null : text;
    }

    private static byte[] readBody(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException();
        }
        return in.readNBytes(length);
    }

    private static PodEpoch target(Headers headers) {
        Header target = headers.lastHeader(TARGET);
        if (target == null || target.value() == null) {
            throw new IllegalArgumentException("it needs the header " + TARGET);
        }
        return PodEpoch.parse(new String(target.value(), StandardCharsets.UTF_8));
    }

    static DeadLetter toDeadLetter(String topic, Envelope envelope) {
        Headers headers = new RecordHeaders();
        byte[] value = new EnvelopeCodec().serialize(topic, headers, List.of(envelope));
        MessageId about = switch (envelope) {
            case MessageEnvelope message -> message.messageId();
            case CopyEnvelope copy -> copy.messageId();
            case TickEnvelope tick -> tick.messageId();
            case NoticeEnvelope _ -> null;
        };
        if (about != null) {
            headers.add(DeadLetter.MESSAGE_ID, about.toString().getBytes(StandardCharsets.UTF_8));
        }
        return new DeadLetter(topic, CANNOT_BE_HANDLED, value, toMap(headers));
    }

    private static Map<String, byte[]> toMap(Headers headers) {
        Map<String, byte[]> map = new LinkedHashMap<>();
        headers.forEach(header -> map.put(header.key(), header.value() == null ? new byte[0] : header.value()));
        return map;
    }
}

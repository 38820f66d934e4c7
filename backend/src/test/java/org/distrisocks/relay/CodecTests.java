package org.distrisocks.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.PodId;
import org.distrisocks.identity.UserId;
import org.distrisocks.relay.Decoded.Readable;
import org.distrisocks.relay.Decoded.Unreadable;
import org.distrisocks.relay.Envelope.CopyEnvelope;
import org.distrisocks.relay.Envelope.MessageEnvelope;
import org.distrisocks.relay.Envelope.NoticeEnvelope;
import org.distrisocks.relay.Envelope.TickEnvelope;
import org.distrisocks.tracing.MessageSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one pod writes another reads, and what nobody wrote is no reason to stop. */
class CodecTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();
    private static final PodEpoch TARGET = new PodEpoch(new PodId("pod-1"), 7);
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final byte[] BODY = "{\"payload\":\"h\u00e9 \uD83D\uDE00\"}".getBytes(UTF_8);

    private final EnvelopeCodec envelopes = new EnvelopeCodec();
    private final StatusEventCodec statuses = new StatusEventCodec();

    static Stream<Envelope> envelopes() {
        return Stream.of(
                new MessageEnvelope(TARGET, BOB, IDS.next(), ALICE, 12, 0, null, MessageSpan.NONE, BODY),
                new MessageEnvelope(
                        TARGET,
                        BOB,
                        IDS.next(),
                        ALICE,
                        Long.MAX_VALUE,
                        11,
                        "{\"a\":\"b\"}",
                        MessageSpan.elsewhere("00-1-2-01"),
                        BODY),
                new CopyEnvelope(TARGET, ALICE, IDS.next(), null, "", BODY),
                new NoticeEnvelope(TARGET, ALICE, BODY),
                new TickEnvelope(TARGET, ALICE, IDS.next(), 1, BODY),
                new TickEnvelope(TARGET, ALICE, IDS.next(), 2, new byte[0]));
    }

    @Test
    void readsTheEnvelopesThatWereWritten() {
        List<Envelope> all = envelopes().toList();
        Headers headers = new RecordHeaders();
        byte[] value = envelopes.serialize("pod-1", headers, all);

        assertThat(envelopes.deserialize("pod-1", headers, value))
                .usingRecursiveComparison()
                .isEqualTo(new Readable<>(all));
    }

    @Test
    void tellsNoLogWhatUsersWrote() {
        assertThat(envelopes().map(Envelope::toString))
                .noneMatch(text -> text.contains("\"a\""))
                .anyMatch(text -> text.contains("for bob on pod-1@7"));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void readsNoEnvelopeThatEndsTooEarly(Envelope envelope) {
        Headers headers = new RecordHeaders();
        byte[] value = envelopes.serialize("pod-1", headers, List.of(envelope));

        for (int length = 0; length < value.length; length++) {
            assertThat(envelopes.deserialize("pod-1", headers, Arrays.copyOf(value, length)))
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void readsNoEnvelopeWithALengthThatIsALie() {
        Headers headers = new RecordHeaders();
        byte[] value = envelopes.serialize("pod-1", headers, List.of(new NoticeEnvelope(TARGET, ALICE, BODY)));
        int length = value.length - BODY.length - Integer.BYTES;

        for (int lie : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, BODY.length + 1}) {
            ByteBuffer.wrap(value).putInt(length, lie);
            assertThat(envelopes.deserialize("pod-1", headers, value)).isInstanceOf(Unreadable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 16})
    void hasAKeyForEachPartitionAndOneForEachUser(int partitions) {
        RecordKeys keys = new RecordKeys(partitions);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> keys.keyOf(new UserId("user-" + i)))
                        .map(key -> BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions))
                        .distinct())
                .hasSize(partitions);
        assertThat(keys.keyOf(ALICE)).isEqualTo(new RecordKeys(partitions).keyOf(ALICE));
    }

    @Test
    void readsTheStatusEventThatWasWritten() {
        List<MessageId> ids = List.of(IDS.next(), IDS.next());
        StatusEvent event = new StatusEvent(
                StatusEvent.Type.SET_STATUS_TO_DELIVERED, ids, new PodId("pod-1"), Instant.now(), Instant.EPOCH);

        assertThat(statuses.deserialize("message-status", statuses.serialize("message-status", event)))
                .isEqualTo(new Readable<>(List.of(event)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"type\":\"SET_STATUS_TO_SENT\",\"pod\":\"p\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"type\":\"SET_STATUS_TO_SENT\",\"message_ids\":[null],\"pod\":\"p\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"type\":\"SET_STATUS_TO_SENT\",\"message_ids\":[\"x\"],\"pod\":\"p\",\"at\":\"2026-01-01T00:00:00Z\"}",
                "{\"type\":\"SET_STATUS_TO_READ\",\"message_ids\":[],\"pod\":\"p\",\"at\":\"2026-01-01T00:00:00Z\"}"
            })
    void readsNoStatusEventThatIsNone(String value) {
        assertThat(statuses.deserialize("message-status", value.getBytes(UTF_8)))
                .isInstanceOf(Unreadable.class);
    }
}

package org.distrisocks.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
import org.distrisocks.relay.Envelope.TicksEnvelope;
import org.distrisocks.relay.Envelope.TicksEnvelope.Tick;
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
                new MessageEnvelope(TARGET, BOB, IDS.next(), ALICE, 12, 0, null, BODY),
                new MessageEnvelope(TARGET, BOB, IDS.next(), ALICE, Long.MAX_VALUE, 11, "{\"a\":\"b\"}", BODY),
                new CopyEnvelope(TARGET, ALICE, IDS.next(), null, "", BODY),
                new NoticeEnvelope(TARGET, ALICE, BODY),
                ticks());
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void readsTheEnvelopeThatWasWritten(Envelope envelope) {
        Headers headers = new RecordHeaders();
        byte[] value = envelopes.serialize("pod-1", headers, envelope);

        assertThat(envelopes.deserialize("pod-1", headers, value))
                .usingRecursiveComparison()
                .isEqualTo(new Readable<>(envelope));
    }

    @Test
    void readsNoPartOfTicksThatEndTooEarly() {
        Headers headers = new RecordHeaders();
        byte[] value = envelopes.serialize("pod-1", headers, ticks());

        for (int length = 0; length < value.length; length++) {
            byte[] part = Arrays.copyOf(value, length);
            Decoded<Envelope> read = envelopes.deserialize("pod-1", headers, part);
            if (read instanceof Readable<Envelope>(TicksEnvelope whole)) {
                assertThat(TickBytes.write(whole.ticks())).isEqualTo(part);
            } else {
                assertThat(read).isInstanceOf(Unreadable.class);
            }
        }
    }

    @Test
    void readsTheStatusEventThatWasWritten() {
        List<MessageId> ids = List.of(IDS.next(), IDS.next());
        StatusEvent event = new StatusEvent(
                StatusEvent.Type.SET_STATUS_TO_DELIVERED, ids, new PodId("pod-1"), Instant.now(), Instant.EPOCH);

        assertThat(statuses.deserialize("message-status", statuses.serialize("message-status", event)))
                .isEqualTo(new Readable<>(event));
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

    private static TicksEnvelope ticks() {
        return new TicksEnvelope(
                TARGET, List.of(new Tick(ALICE, IDS.next(), 1, BODY), new Tick(BOB, IDS.next(), 2, new byte[0])));
    }
}

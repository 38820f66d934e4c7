package org.distrisocks.bench.jmh;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.distrisocks.relay.Decoded;
import org.distrisocks.relay.Envelope;
import org.distrisocks.relay.EnvelopeCodec;
import org.distrisocks.tracing.MessageSpan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A hundred envelopes to a record of Kafka and back. */
public class EnvelopeBenchmark extends HotSpot {

    private static final String TOPIC = "pod-1";
    private static final int ENVELOPES = 100;

    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final List<Envelope> envelopes = Collections.nCopies(
            ENVELOPES,
            new Envelope.MessageEnvelope(
                    PodEpoch.parse("pod-1@1764000000000"),
                    new UserId("bench-1"),
                    MessageId.parse(Samples.MESSAGE_ID),
                    new UserId("bench-0"),
                    1_234_567,
                    1_234_500,
                    null,
                    MessageSpan.NONE,
                    Samples.BODY));
    private final Headers headers = new RecordHeaders();
    private final byte[] record = codec.serialize(TOPIC, headers, envelopes);

    @Benchmark
    @OperationsPerInvocation(ENVELOPES)
    public byte[] encode() {
        return codec.serialize(TOPIC, new RecordHeaders(), envelopes);
    }

    @Benchmark
    @OperationsPerInvocation(ENVELOPES)
    public Decoded<Envelope> decode() {
        return codec.deserialize(TOPIC, headers, record);
    }
}

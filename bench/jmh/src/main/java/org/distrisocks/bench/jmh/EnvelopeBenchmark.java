package org.distrisocks.bench.jmh;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.PodEpoch;
import org.distrisocks.identity.UserId;
import org.distrisocks.relay.Decoded;
import org.distrisocks.relay.Envelope;
import org.distrisocks.relay.EnvelopeCodec;
import org.openjdk.jmh.annotations.Benchmark;

/** An envelope to a record of Kafka and back. */
public class EnvelopeBenchmark extends HotSpot {

    private static final String TOPIC = "pod-1";

    private final EnvelopeCodec codec = new EnvelopeCodec();
    private final Envelope envelope = new Envelope.MessageEnvelope(
            PodEpoch.parse("pod-1@1764000000000"),
            new UserId("bench-1"),
            MessageId.parse(Samples.MESSAGE_ID),
            new UserId("bench-0"),
            1_234_567,
            1_234_500,
            null,
            Samples.BODY);
    private final Headers written = new RecordHeaders();

    public EnvelopeBenchmark() {
        codec.serialize(TOPIC, written, envelope);
    }

    @Benchmark
    public Headers encode() {
        Headers headers = new RecordHeaders();
        codec.serialize(TOPIC, headers, envelope);
        return headers;
    }

    @Benchmark
    public Decoded<Envelope> decode() {
        return codec.deserialize(TOPIC, written, Samples.BODY);
    }
}

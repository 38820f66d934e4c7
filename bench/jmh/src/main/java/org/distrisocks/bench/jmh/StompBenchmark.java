package org.distrisocks.bench.jmh;

import java.nio.charset.StandardCharsets;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrameDecoder;
import org.distrisocks.session.stomp.StompFrameEncoder;
import org.distrisocks.session.stomp.StompHeaders;
import org.distrisocks.session.stomp.StompLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** A MESSAGE written, and a SEND read. */
public class StompBenchmark extends HotSpot {

    private static final byte[] SEND =
            ("SEND\ndestination:/app/messages\ncontent-type:application/json\nreceipt:bench.1.17\n\n"
                            + "{\"client_id\":\"bench.1.17\",\"receiver_id\":\"bench-1\",\"payload\":\""
                            + "x".repeat(200)
                            + "\"}\0")
                    .getBytes(StandardCharsets.UTF_8);

    private final StompFrameEncoder encoder = new StompFrameEncoder();
    private final StompFrameDecoder decoder = new StompFrameDecoder(new StompLimits(1 << 16, 1 << 13, 64));

    @Benchmark
    public Object encodeMessage() {
        StompHeaders headers = new StompHeaders()
                .add("subscription", "messages")
                .add("message-id", Samples.MESSAGE_ID)
                .add("destination", "/user/queue/messages")
                .add("content-type", "application/json");
        return encoder.encode(StompCommand.MESSAGE, headers, Samples.BODY);
    }

    @Benchmark
    public void decodeSend(Blackhole taken) {
        decoder.decode(SEND, taken::consume);
    }
}

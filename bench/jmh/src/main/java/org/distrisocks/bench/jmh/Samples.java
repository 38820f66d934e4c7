package org.distrisocks.bench.jmh;

import java.nio.charset.StandardCharsets;

/** A message as the load generator sends it. */
final class Samples {

    static final String MESSAGE_ID = "0199c2f4-7a31-7c3e-9d1b-4b1f5a6c7d8e";

    /** Its MESSAGE, with 200 octets of payload. */
    static final byte[] BODY = ("{\"message_id\":\"" + MESSAGE_ID
                    + "\",\"client_id\":\"bench.1.17\",\"sender_id\":\"bench-0\",\"receiver_id\":\"bench-1\",\"payload\":\""
                    + "x".repeat(200) + "\",\"status\":\"NONE\",\"created_at\":\"2026-01-01T00:00:00.123456Z\"}")
            .getBytes(StandardCharsets.UTF_8);

    private Samples() {}
}

package org.distrisocks.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.distrisocks.session.stomp.StompFrame;

/** The headers of a SEND that are its user's, and travel on to the MESSAGE. */
final class SendHeaders {

    /** Headers of SEND and MESSAGE that mean something by themselves, or are secret; all others are the user's and travel on. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "destination",
            "transaction",
            "receipt",
            "content-length",
            "content-type",
            "subscription",
            "message-id",
            "ack",
            "redelivered",
            "login",
            "passcode",
            "Authorization",
            "authorization");

    static Map<String, String> of(StompFrame frame) {
        Map<String, String> headers = new LinkedHashMap<>();
        frame.headers().forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name)) {
                headers.putIfAbsent(name, value);
            }
        });
        return headers;
    }

    private SendHeaders() {}
}

package org.distrisocks.session;

import org.eclipse.jetty.websocket.api.StatusCode;

/** Why the server closes a WebSocket, with the code that the client sees (RFC 6455, 7.4). */
enum CloseReason {
    /** The client does not read: its buffer is full. Connect again; what it missed is in the inbox. */
    NOT_READING(StatusCode.POLICY_VIOLATION, "the session does not read what it is sent"),
    /** The client has broken its promise of heart-beats. Connect again. */
    SILENT(StatusCode.POLICY_VIOLATION, "no heart-beat came in time"),
    /** No CONNECT frame came in time. Connect again and send it at once. */
    NO_CONNECT(StatusCode.POLICY_VIOLATION, "no CONNECT frame came in time"),
    /** The client's token has ended and no new one came. Connect again with one. */
    LOGIN_OVER(4401, "the login has ended, connect with a new token"),
    /** So many have come at once that the limit of connections is passed. Connect again later. */
    TOO_MANY(StatusCode.TRY_AGAIN_LATER, "too many connections, come back later"),
    /** The client broke the protocol or asked for what it may not have; the ERROR frame before this one says what. */
    REFUSED(StatusCode.PROTOCOL, "see the ERROR frame"),
    /** The client has said DISCONNECT. */
    LEFT(StatusCode.NORMAL, ""),
    /** This pod stops. Connect again at once: another pod is there. */
    POD_STOPS(StatusCode.SERVICE_RESTART, "the pod stops, come back");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}

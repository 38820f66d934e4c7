package org.distrisocks.session;

import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * Why the server closes a WebSocket: one code per reason (RFC 6455, 7.4), and what the client should do. The table in {@code
 * docs/stomp.md} says the same.
 */
enum CloseReason {
    /** The client does not read: its buffer is full. A peer that takes nothing does not see the code. */
    NOT_READING(4413, "the session does not read what it is sent", "connect again; what it missed is in the inbox"),
    /** The client has broken its promise of heart-beats. */
    SILENT(4410, "no heart-beat came in time", "connect again"),
    /** No CONNECT frame came in time. */
    NO_CONNECT(4408, "no CONNECT frame came in time", "connect again and send CONNECT at once"),
    /** The client's token has ended and no new one came. */
    LOGIN_OVER(4401, "the login has ended, connect with a new token", "connect again with a new token"),
    /** So many have come at once that the limit of connections is passed. */
    TOO_MANY(
            StatusCode.TRY_AGAIN_LATER,
            "too many connections, come back later",
            "connect again later, each time after a longer pause"),
    /** The client broke the protocol or asked for what it may not have. */
    REFUSED(
            StatusCode.PROTOCOL,
            "see the ERROR frame",
            "do what the ERROR frame says; the same again is refused again"),
    /** The server could not do what was asked, through no fault of the client. */
    FAILED(
            StatusCode.SERVER_ERROR,
            "the server failed, see the ERROR frame",
            "connect again after a pause, and send again what was not answered"),
    /** The client has said DISCONNECT. */
    LEFT(StatusCode.NORMAL, "", "nothing"),
    /** This pod stops. */
    POD_STOPS(StatusCode.SERVICE_RESTART, "the pod stops, come back", "connect again at once: another pod is there");

    private final int code;
    private final String text;
    private final String advice;

    CloseReason(int code, String text, String advice) {
        this.code = code;
        this.text = text;
        this.advice = advice;
    }

    int code() {
        return code;
    }

    /** The reason in the close frame. */
    String text() {
        return text;
    }

    /** What the client should do. */
    String advice() {
        return advice;
    }
}

package org.distrisocks.session;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CloseStatus;

/**
 * A close frame after which the peer's is awaited (RFC 6455, section 7.1.1), whatever the code.
 *
 * <p>After most codes, 1002 and 1012 among them, Jetty ends the TCP connection itself as soon as its own close frame is
 * written. If the peer is sending at that moment, its octets are met by a reset, and a reset may take with it what the peer
 * has not read yet: the ERROR or the RECEIPT that came just before. Whoever closes so must see to it that a peer which does
 * not answer is cut off.
 */
final class LingeringClose extends CloseStatus {

    private LingeringClose(int code, String reason) {
        super(code, reason);
    }

    static void send(Session socket, int code, String reason) {
        if (socket instanceof WebSocketSession jettys) {
            jettys.getCoreSession().sendFrame(new LingeringClose(code, reason).toFrame(), Callback.NOOP, false);
        } else {
            socket.close(code, reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
        }
    }

    /** What Jetty asks to know whether it should end the connection at once. */
    @Override
    public boolean isAbnormal() {
        return false;
    }
}

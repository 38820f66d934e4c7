package org.distrisocks.session;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketHandlerAdapter;

/**
 * Hands on the pieces of a WebSocket message as they come. Jetty would gather them until the message is complete, where no
 * budget sees them; the decoder of STOMP frames does not care how they are cut. Public for Jetty, which finds its methods.
 */
public final class StreamedMessages implements Session.Listener {

    private final JettyWebSocketHandlerAdapter handler;
    private @Nullable Session socket;

    /** Of the message of which pieces have come. */
    private long length;

    StreamedMessages(JettyWebSocketHandlerAdapter handler) {
        this.handler = handler;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        socket = opened;
        handler.onWebSocketOpen(opened);
    }

    @Override
    public void onWebSocketPartialText(String piece, boolean last) {
        if (isWithin(socket().getMaxTextMessageSize(), piece.length(), last)) {
            handler.onWebSocketText(piece);
        }
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer piece, boolean last, Callback done) {
        if (isWithin(socket().getMaxBinaryMessageSize(), piece.remaining(), last)) {
            handler.onWebSocketBinary(piece, done);
        } else {
            done.succeed();
        }
    }

    /** Otherwise the socket is closed, and no more is read from it. */
    private boolean isWithin(long most, int more, boolean last) {
        length += more;
        if (length > most) {
            socket().close(
                            StatusCode.MESSAGE_TOO_LARGE,
                            "a message may have at most " + most + " bytes",
                            Callback.NOOP);
            return false;
        }
        if (last) {
            length = 0;
        }
        return true;
    }

    private Session socket() {
        return Objects.requireNonNull(socket);
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        handler.onWebSocketPong(payload);
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback done) {
        handler.onWebSocketClose(code, Objects.requireNonNullElse(reason, ""), done);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        handler.onWebSocketError(cause);
    }
}

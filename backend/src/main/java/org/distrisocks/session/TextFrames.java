package org.distrisocks.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Writes WebSocket text messages of one frame each, several by one write of the socket. */
final class TextFrames {

    /** How many may go out together. */
    static int most(Session socket) {
        return socket instanceof WebSocketSession ? 64 : 1;
    }

    /**
     * @param texts in UTF-8; at least one, at most {@link #most}
     * @param written told once the socket has taken all of them, or that it has not
     */
    static void send(Session socket, List<byte[]> texts, Callback written) {
        if (!(socket instanceof WebSocketSession jetty)) {
            socket.sendText(new String(texts.getFirst(), StandardCharsets.UTF_8), written);
            return;
        }
        CoreSession core = jetty.getCoreSession();
        for (byte[] text : texts.subList(0, texts.size() - 1)) {
            // Jetty says that it is written when it is put into its buffer, so nobody listens.
            core.sendFrame(frame(text), org.eclipse.jetty.util.Callback.NOOP, true);
        }
        core.sendFrame(
                frame(texts.getLast()), org.eclipse.jetty.util.Callback.from(written::succeed, written::fail), false);
    }

    private static Frame frame(byte[] text) {
        return new Frame(OpCode.TEXT, ByteBuffer.wrap(text));
    }

    private TextFrames() {}
}

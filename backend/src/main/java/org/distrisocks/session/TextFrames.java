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
     * @param texts at least one, at most {@link #most}
     * @param written told once the socket has taken all of them, or that it has not
     */
    static void send(Session socket, List<String> texts, Callback written) {
        if (texts.size() == 1) {
            socket.sendText(texts.getFirst(), written);
            return;
        }
        CoreSession core = ((WebSocketSession) socket).getCoreSession();
        for (String text : texts.subList(0, texts.size() - 1)) {
            // Jetty says that it is written when it is put into its buffer, so nobody listens.
            core.sendFrame(frame(text), org.eclipse.jetty.util.Callback.NOOP, true);
        }
        core.sendFrame(
                frame(texts.getLast()), org.eclipse.jetty.util.Callback.from(written::succeed, written::fail), false);
    }

    private static Frame frame(String text) {
        return new Frame(OpCode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private TextFrames() {}
}

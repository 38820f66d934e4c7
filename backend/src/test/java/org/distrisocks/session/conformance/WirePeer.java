package org.distrisocks.session.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.distrisocks.session.conformance.WireEvent.Beat;
import org.distrisocks.session.conformance.WireEvent.Closed;
import org.distrisocks.session.conformance.WireEvent.Frame;
import org.distrisocks.session.conformance.WireEvent.Silence;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes and reads plain text. The decoder of the server reads nothing here, so that the two cannot be wrong
 * together.
 */
final class WirePeer implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Carrier carrier;
    private final WebSocket socket;
    private final BlockingQueue<WireEvent> events = new LinkedBlockingQueue<>();
    private final StringBuilder unread = new StringBuilder();

    WirePeer(int port, Carrier carrier) {
        this.carrier = carrier;
        this.socket = HTTP.newWebSocketBuilder()
                .subprotocols("v12.stomp", "v11.stomp", "v10.stomp")
                .buildAsync(URI.create("ws://localhost:" + port + "/ws"), this)
                .join();
    }

    /** Says it by the carrier of the case. The server may close before the last of it has gone: its answer tells. */
    WirePeer send(String said) {
        return send(carrier, said);
    }

    WirePeer send(Carrier by, String said) {
        try {
            by.send(socket, said);
        } catch (CompletionException closedMeanwhile) {
            return this;
        }
        return this;
    }

    WirePeer send(byte[] octets) {
        socket.sendBinary(ByteBuffer.wrap(octets), true).join();
        return this;
    }

    /** So many events, heart-beats left out, as they come. */
    String sees(int count) {
        return Stream.generate(this::next).limit(count).map(WireEvent::toString).collect(Collectors.joining(", "));
    }

    /** The next frame, which must be of that command. */
    Frame frame(String command) {
        WireEvent event = next();
        if (event instanceof Frame frame && frame.command().equals(command)) {
            return frame;
        }
        throw new AssertionError(command + " expected, but came: " + event);
    }

    Frame message() {
        return frame("MESSAGE");
    }

    /** The next event that is no heart-beat. */
    private WireEvent next() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        WireEvent event = next(PATIENCE);
        while (event instanceof Beat) {
            event = next(Duration.ofNanos(end - System.nanoTime()));
        }
        return event;
    }

    WireEvent next(Duration patience) {
        try {
            WireEvent event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            return event == null ? new Silence() : event;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Silence();
        }
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        unread.append(data);
        while (!unread.isEmpty()) {
            int end = unread.indexOf("\0");
            if (unread.charAt(0) == '\n') {
                unread.deleteCharAt(0);
                events.add(new Beat());
            } else if (end >= 0) {
                events.add(Frame.parse(unread.substring(0, end)));
                unread.delete(0, end + 1);
            } else {
                break;
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        events.add(new Closed(code));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        events.add(new Closed(1006));
    }

    /** Leaves without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}

package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.MemoryBudget;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompFrameDecoder;
import org.distrisocks.session.stomp.StompLimits;
import org.distrisocks.session.stomp.StompVersion;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The other end of a WebSocket, which reads and stops reading as the test says; stands in for Jetty's session. */
public final class ScriptedPeer implements InvocationHandler {

    private final List<String> taken = new ArrayList<>();
    private boolean reads = true;
    private MemoryBudget memory = MemoryBudget.unlimited();
    private @Nullable Callback stuck;
    private @Nullable Integer closeCode;
    private boolean disconnected;

    /** A session of that user at the server's end, connected with STOMP 1.2. */
    public StompSession connect(UserId user) {
        return connect(user, StompVersion.V1_2);
    }

    /** As {@link #connect(UserId)}, with no more memory than that. */
    public StompSession connect(UserId user, MemoryBudget budget) {
        memory = budget;
        return connect(user);
    }

    StompSession connect(UserId user, StompVersion version) {
        StompSession session =
                new StompSession(new SessionId("session-of-" + user), socket(), limits(), MemoryBudget.unlimited());
        session.speak(version);
        session.connected(new SessionLogin(new Login(user, Instant.MAX)), Duration.ZERO, Duration.ZERO, memory);
        return session;
    }

    /** A subscription to the user's messages; at most 3 of them may be unacknowledged. */
    public static Subscription subscribe(StompSession session, String id, String ack) {
        Subscription subscription = new Subscription(session, id, Destination.MESSAGES, AckMode.parse(ack), 3);
        session.subscriptions().put(id, subscription);
        return subscription;
    }

    /** As the client's ACK of the frame with that {@code ack} header. */
    public static void settle(Subscription subscription, String ackId) {
        subscription.acknowledge(subscription.messageOf(ackId).orElseThrow(), _ -> {});
    }

    static SessionLimits limits() {
        return new SessionLimits(
                DataSize.ofKilobytes(64),
                DataSize.ofKilobytes(8),
                64,
                4,
                2,
                3,
                3,
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(10),
                Duration.ofHours(1));
    }

    /** Two connections from one address, three in all. */
    static ConnectionLimits connectionLimits() {
        return new ConnectionLimits(true, List.of(), 3, 2, 2, 5, 1, 2);
    }

    Session socket() {
        return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class}, this);
    }

    /** The next frame that is written stays on its way until {@link #readOn()}. */
    public synchronized void stopReading() {
        reads = false;
    }

    /** Takes the frame that is on its way, and all that follow. */
    public void readOn() {
        end().succeed();
    }

    /** Takes the frame that is on its way, but not the next. */
    public void readOne() {
        Callback callback = end();
        stopReading();
        callback.succeed();
    }

    /** The connection breaks under the frame that is on its way. */
    void breakOff() {
        end().fail(new IllegalStateException("connection reset"));
    }

    private synchronized Callback end() {
        Callback callback = stuck;
        if (callback == null) {
            throw new IllegalStateException("no frame is on its way");
        }
        stuck = null;
        reads = true;
        return callback;
    }

    /** All texts that were given to the socket, the one on its way included. */
    synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    /** The same as frames, heart-beats left out. */
    public List<StompFrame> frames() {
        StompFrameDecoder decoder = new StompFrameDecoder(new StompLimits(1_000_000, 10_000, 100));
        List<StompFrame> frames = new ArrayList<>();
        decoder.decode(String.join("", taken()).getBytes(UTF_8), frames::add);
        return frames;
    }

    /** The code of the close frame; null if there was none. */
    synchronized @Nullable Integer closeCode() {
        return closeCode;
    }

    synchronized boolean isDisconnected() {
        return disconnected;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        switch (method.getName()) {
            case "sendText" -> send((String) given[0], (Callback) given[1]);
            case "close" -> close((Integer) given[0]);
            case "disconnect" -> disconnect();
            case "setMaxTextMessageSize", "setMaxBinaryMessageSize" -> {}
            default -> throw new UnsupportedOperationException(method.getName());
        }
        return null;
    }

    private void send(String text, Callback callback) {
        synchronized (this) {
            if (stuck != null) {
                throw new IllegalStateException("a frame is on its way already");
            }
            taken.add(text);
            if (!reads) {
                stuck = callback;
                return;
            }
        }
        callback.succeed();
    }

    private synchronized void close(int code) {
        closeCode = code;
    }

    private synchronized void disconnect() {
        disconnected = true;
    }
}

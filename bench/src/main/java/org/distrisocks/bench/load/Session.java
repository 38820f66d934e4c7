package org.distrisocks.bench.load;

import static org.distrisocks.bench.wire.StompFrame.ascii;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.FrameHandler;
import org.distrisocks.bench.wire.StompFrame;
import org.jspecify.annotations.Nullable;

/** One user's connection: logs in, subscribes, and then hands frames on. */
final class Session implements FrameHandler {

    private static final byte[] CONNECTED = ascii("CONNECTED");
    private static final byte[] RECEIPT = ascii("RECEIPT");
    private static final byte[] ERROR = ascii("ERROR");

    private final String connect;
    private final List<String> subscriptions;
    private final CompletableFuture<Session> ready = new CompletableFuture<>();
    private int receipts;
    private @Nullable Connection connection;
    private volatile @Nullable String ending;
    private volatile boolean mayEnd;
    private Listener listener = (_, _) -> {};

    Session(Dialect dialect, int user) {
        connect = dialect.connect(user) + '\0';
        subscriptions = dialect.subscriptions(user);
    }

    /** Is told of each frame, once the session is ready. */
    @FunctionalInterface
    interface Listener {
        void received(StompFrame frame, long nanos);
    }

    /** Ends when all subscriptions are acknowledged, or fails with what kept it from that. */
    CompletableFuture<Session> ready() {
        return ready;
    }

    /** To be called by the thread of the loop, or before the session has opened. */
    void listen(Listener to) {
        listener = to;
    }

    Connection connection() {
        return Objects.requireNonNull(connection, "not open");
    }

    /** Why the session is over though nobody here ended it; null while it is not. */
    @Nullable String ending() {
        return ending;
    }

    /** Ends the session; to be called by the thread of the loop. */
    void end() {
        mayEnd = true;
        if (connection != null) {
            connection.close("ended");
        }
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        opened.send(connect);
    }

    @Override
    public void received(Connection from, StompFrame frame, long nanos) {
        if (ready.isDone()) {
            if (frame.is(ERROR)) {
                from.close(frame.toString());
            } else {
                listener.received(frame, nanos);
            }
        } else if (frame.is(CONNECTED)) {
            subscriptions.forEach(subscription -> from.send(subscription + '\0'));
        } else if (frame.is(RECEIPT)) {
            if (++receipts == subscriptions.size()) {
                ready.complete(this);
            }
        } else {
            from.close(frame.toString());
        }
    }

    @Override
    public void closed(Connection closed, String reason) {
        if (!mayEnd) {
            ending = reason;
        }
        ready.completeExceptionally(new IllegalStateException(reason));
    }
}

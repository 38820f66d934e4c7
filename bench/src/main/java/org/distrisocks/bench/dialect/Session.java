package org.distrisocks.bench.dialect;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.MessageHandler;
import org.jspecify.annotations.Nullable;

/** One user's connection: logs in, subscribes, and then tells of messages. */
public abstract class Session implements MessageHandler {

    private final CompletableFuture<Session> ready = new CompletableFuture<>();
    private @Nullable Connection connection;
    private volatile @Nullable String ending;
    private volatile boolean mayEnd;
    private Listener listener = Listener.NOBODY;

    /** Is told what happens to messages, once the session is ready. */
    public interface Listener {

        Listener NOBODY = new Listener() {
            @Override
            public void seen(Mark mark, byte[] octets, int at, boolean repeat, long nanos) {}

            @Override
            public void refused(String problem) {}

            @Override
            public void unknown() {}
        };

        /**
         * @param octets valid during the call
         * @param at where the message's client's id begins in them; -1 if it is not there
         * @param repeat whether the server says that it may have happened before
         */
        void seen(Mark mark, byte[] octets, int at, boolean repeat, long nanos);

        /** The server has refused a message of this user. */
        void refused(String problem);

        /** Something came that nobody has asked for. */
        void unknown();
    }

    /** Ends when the user can send and receive, or fails with what kept it from that. */
    public final CompletableFuture<Session> ready() {
        return ready;
    }

    /** To be called by the thread of the loop, or before the session has opened. */
    public final void listen(Listener to) {
        listener = to;
    }

    public final Connection connection() {
        return Objects.requireNonNull(connection, "not open");
    }

    /** Why the session is over though nobody here ended it; null while it is not. */
    public final @Nullable String ending() {
        return ending;
    }

    /** Ends the session; to be called by the thread of the loop. */
    public final void end() {
        mayEnd = true;
        if (connection != null) {
            connection.close("ended");
        }
    }

    @Override
    public final void opened(Connection opened) {
        connection = opened;
        greet(opened);
    }

    @Override
    public final void closed(Connection closed, String reason) {
        if (!mayEnd) {
            ending = reason;
        }
        ready.completeExceptionally(new IllegalStateException(reason));
    }

    /** Says the first words, if the client has them. */
    abstract void greet(Connection to);

    final void becomeReady() {
        ready.complete(this);
    }

    final boolean isReady() {
        return ready.isDone();
    }

    final Listener listener() {
        return listener;
    }
}

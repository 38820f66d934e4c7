package org.distrisocks.bench.wire;

/** Is told what happens on one connection, by the thread of its loop. */
public interface MessageHandler {

    /** The WebSocket is open. */
    void opened(Connection connection);

    /**
     * One WebSocket message.
     *
     * @param octets valid during the call, from {@code from} to before {@code to}
     * @param nanos {@link System#nanoTime()} of when its octets were read
     * @throws WireException if it cannot be read, which closes the connection
     */
    void message(Connection connection, byte[] octets, int from, int to, long nanos) throws WireException;

    /** The connection is gone, or never came about; called once. */
    void closed(Connection connection, String reason);
}

package org.distrisocks.bench.wire;

/** Is told what happens on one connection, by the thread of its loop. */
public interface FrameHandler {

    /** The WebSocket is open. */
    void opened(Connection connection);

    /**
     * @param frame valid during the call
     * @param nanos {@link System#nanoTime()} of when its octets were read
     */
    void received(Connection connection, StompFrame frame, long nanos);

    /** The connection is gone, or never came about; called once. */
    void closed(Connection connection, String reason);
}

package org.distrisocks.bench.wire;

/** Is told of each STOMP frame on one connection. */
public interface FrameHandler extends MessageHandler {

    /**
     * @param frame valid during the call
     * @param nanos {@link System#nanoTime()} of when its octets were read
     */
    void received(Connection connection, StompFrame frame, long nanos);

    /** Takes a WebSocket message apart into STOMP frames. */
    @Override
    default void message(Connection connection, byte[] octets, int from, int to, long nanos) throws WireException {
        StompFrame frame = new StompFrame();
        for (int at = from; at < to && !connection.isClosed(); ) {
            at = frame.read(octets, at, to);
            if (frame.isPresent()) {
                received(connection, frame, nanos);
            }
        }
    }
}

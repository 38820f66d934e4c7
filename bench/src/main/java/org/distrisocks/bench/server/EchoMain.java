package org.distrisocks.bench.server;

import static org.distrisocks.bench.wire.Octets.ascii;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.distrisocks.bench.dialect.Dialect;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.EventLoop;
import org.distrisocks.bench.wire.FrameHandler;
import org.distrisocks.bench.wire.Octets;
import org.distrisocks.bench.wire.StompFrame;

/**
 * The least that a server can do: answers each SEND by RECEIPT, MESSAGE and the tick DELIVERED, and keeps nothing. Prints its
 * port and ends with its standard input.
 */
final class EchoMain {

    private static final byte[] SEND = ascii("SEND");
    private static final byte[] SUBSCRIBE = ascii("SUBSCRIBE");
    private static final byte[] CONNECT = ascii("CONNECT");
    private static final byte[] RECEIPT = ascii("receipt");
    private static final byte[] LOGIN = ascii("login");
    private static final byte[] RECEIVER = ascii("\"receiver_id\":\"" + Dialect.USER);
    private static final byte[] MESSAGE = ascii("""
            MESSAGE
            subscription:messages
            message-id:1
            destination:/user/queue/messages
            content-type:application/json

            """);

    private final Map<Long, Connection> users = new HashMap<>();
    private final byte[] message = new byte[1 << 16];

    private EchoMain() {}

    public static void main(String... args) throws IOException {
        EchoMain echo = new EchoMain();
        try (EventLoop loop = new EventLoop("echo")) {
            System.out.println(loop.listen(() -> echo.new Handler()));
            while (System.in.read() >= 0) {
                // Nothing is ever said.
            }
        }
    }

    private final class Handler implements FrameHandler {

        @Override
        public void opened(Connection connection) {}

        @Override
        public void received(Connection from, StompFrame frame, long nanos) {
            if (frame.is(SEND)) {
                echo(from, frame);
            } else if (frame.is(CONNECT)) {
                users.put(Octets.digits(frame.octets(), frame.header(LOGIN) + Dialect.USER.length()), from);
                from.send("CONNECTED\nversion:1.2\n\n\0");
            } else if (frame.is(SUBSCRIBE)) {
                from.send("RECEIPT\nreceipt-id:" + frame.text(RECEIPT) + "\n\n\0");
            }
        }

        @Override
        public void closed(Connection connection, String reason) {
            users.values().remove(connection);
        }

        private void echo(Connection from, StompFrame frame) {
            String id = frame.text(RECEIPT);
            from.send("RECEIPT\nreceipt-id:" + id + "\n\n\0");
            Connection to = users.get(Octets.digits(frame.octets(), frame.behind(RECEIVER)));
            if (to != null) {
                System.arraycopy(MESSAGE, 0, message, 0, MESSAGE.length);
                int end = MESSAGE.length + frame.copyBody(message, MESSAGE.length);
                message[end] = 0;
                to.send(message, end + 1);
            }
            from.send("MESSAGE\nsubscription:status\nmessage-id:2\ndestination:/user/queue/status\n\n{\"client_id\":\""
                    + id + "\",\"status\":\"DELIVERED\"}\0");
        }
    }
}

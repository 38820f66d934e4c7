package org.distrisocks.bench.dialect;

import static org.distrisocks.bench.wire.Octets.ascii;
import static org.distrisocks.bench.wire.Octets.behind;
import static org.distrisocks.bench.wire.Octets.matches;

import java.nio.charset.StandardCharsets;
import org.distrisocks.bench.wire.Connection;

/**
 * Over Socket.IO. A packet begins with two digits, of Engine.IO and of Socket.IO: {@code 42["event",…]} is an event, {@code 43} and
 * the number of one its acknowledgement. A reader says {@code delivered} of each message, which is how such a server knows.
 */
final class SocketIoSession extends Session {

    private static final byte[] OPEN = ascii("0");
    private static final byte[] PING = ascii("2");
    private static final byte[] CONNECTED = ascii("40");
    private static final byte[] ACKNOWLEDGEMENT = ascii("43");
    private static final byte[] MESSAGE = ascii("42[\"message\",");
    private static final byte[] STATUS = ascii("42[\"status\",");
    private static final byte[] PROBLEM = ascii("42[\"problem\",");
    private static final byte[] ID_FIELD = ascii(Dialect.ID_FIELD);
    private static final byte[] MESSAGE_ID = ascii("\"message_id\":\"");
    private static final byte[] DELIVERED = ascii("\"status\":\"DELIVERED\"");
    private static final int ID_SIZE = 36;

    private final String user;

    SocketIoSession(String user) {
        this.user = user;
    }

    /** The server begins. */
    @Override
    void greet(Connection to) {}

    @Override
    public void message(Connection connection, byte[] octets, int from, int to, long nanos) {
        if (matches(octets, from, PING) && to == from + PING.length) {
            connection.send("3");
        } else if (isReady()) {
            live(connection, octets, from, to, nanos);
        } else if (matches(octets, from, OPEN)) {
            connection.send("40{\"user\":\"" + user + "\"}");
        } else if (matches(octets, from, CONNECTED)) {
            becomeReady();
        } else {
            connection.close(text(octets, from, to));
        }
    }

    private void live(Connection connection, byte[] octets, int from, int to, long nanos) {
        int id = behind(octets, from, to, ID_FIELD);
        if (matches(octets, from, ACKNOWLEDGEMENT)) {
            listener().seen(Mark.RECEIPT, octets, id, false, nanos);
        } else if (matches(octets, from, MESSAGE)) {
            int messageId = behind(octets, from, to, MESSAGE_ID);
            if (messageId >= 0 && messageId + ID_SIZE <= to) {
                connection.send("42[\"delivered\",\"" + text(octets, messageId, messageId + ID_SIZE) + "\"]");
            }
            listener().seen(Mark.MESSAGE, octets, id, false, nanos);
        } else if (matches(octets, from, STATUS)) {
            if (behind(octets, from, to, DELIVERED) >= 0) {
                listener().seen(Mark.DELIVERED, octets, id, false, nanos);
            }
        } else if (matches(octets, from, PROBLEM)) {
            listener().refused(text(octets, from, to));
        } else {
            listener().unknown();
        }
    }

    private static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }
}

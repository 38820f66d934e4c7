package org.distrisocks.bench.dialect;

import java.util.EnumSet;
import java.util.Set;

/** {@code bench/peers/socket-io}: Socket.IO 5 over Engine.IO 4. Its acknowledgement of an event stands for the RECEIPT. */
public final class SocketIoDialect implements Dialect {

    @Override
    public Session session(int user) {
        return new SocketIoSession(USER + user);
    }

    @Override
    public String send(int receiver, int size) {
        return "42" + NUMBER + "[\"message\",{" + ID_FIELD + CLIENT_ID + "\",\"receiver_id\":\"" + USER + receiver
                + "\",\"payload\":\"" + "x".repeat(size) + "\"}]";
    }

    @Override
    public Set<Mark> expected() {
        return EnumSet.allOf(Mark.class);
    }
}

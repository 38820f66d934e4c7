package org.distrisocks.session.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompVersion;

/** What one case has of the pod: clients that speak by one carrier, and users. */
final class Conversation implements AutoCloseable {

    /** Is sent nothing, and so may send for all cases. */
    static final UserId ALICE = new UserId("alice");

    /** Is never connected, and so may be sent anything. */
    static final UserId CAROL = new UserId("carol");

    private final int port;
    private final Carrier carrier;
    private final Function<UserId, String> tokens;
    private final Function<String, UserId> users;
    private final List<WirePeer> peers = new ArrayList<>();

    /**
     * @param tokens a token for a user
     * @param users a new user for a name
     */
    Conversation(int port, Carrier carrier, Function<UserId, String> tokens, Function<String, UserId> users) {
        this.port = port;
        this.carrier = carrier;
        this.tokens = tokens;
        this.users = users;
    }

    /** A user whom no other case knows. */
    UserId someone() {
        return users.apply("someone");
    }

    /** A WebSocket without its CONNECT. */
    WirePeer open() {
        WirePeer peer = new WirePeer(port, carrier);
        peers.add(peer);
        return peer;
    }

    /** A session of Alice. */
    WirePeer session(StompVersion version) {
        return session(version, ALICE);
    }

    WirePeer session(StompVersion version, UserId user) {
        WirePeer peer = open().send("CONNECT\naccept-version:" + version.number() + "\n" + login(user) + "\n\0");
        peer.frame("CONNECTED");
        return peer;
    }

    /** The header lines that every CONNECT needs. */
    String login(UserId user) {
        return "host:h\nAuthorization:Bearer " + tokens.apply(user) + "\n";
    }

    /** A session that is subscribed to the messages of its user. */
    WirePeer reader(StompVersion version, UserId user, String ack) {
        WirePeer peer = session(version, user);
        peer.send("SUBSCRIBE\nid:0\ndestination:/user/queue/messages\nack:" + ack + "\nreceipt:s\n\n\0");
        peer.frame("RECEIPT");
        return peer;
    }

    static String send(UserId receiver, String payload) {
        return send(receiver, payload, "");
    }

    /** @param headers lines, each with its end */
    static String send(UserId receiver, String payload, String headers) {
        return "SEND\ndestination:/app/messages\n%s\n{\"receiver_id\":\"%s\",\"payload\":\"%s\"}\0"
                .formatted(headers, receiver, payload);
    }

    @Override
    public void close() {
        peers.forEach(WirePeer::close);
    }
}

package org.distrisocks.bench.load;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The contract of distriSocks, {@code docs/asyncapi.yaml}. */
public final class ChatDialect implements Dialect {

    /** The user of a number is this and the number. */
    public static final String USER = "bench-";

    private final String passcode;

    /** @param passcode of all users */
    public ChatDialect(String passcode) {
        this.passcode = passcode;
    }

    @Override
    public String connect(int user) {
        return "CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\nlogin:" + USER + user + "\npasscode:"
                + passcode + "\n\n";
    }

    @Override
    public List<String> subscriptions(int user) {
        return Stream.of("errors", "status", "messages")
                .map(queue ->
                        "SUBSCRIBE\nid:%s\ndestination:/user/queue/%s\nreceipt:%s\n\n".formatted(queue, queue, queue))
                .toList();
    }

    @Override
    public String sendHead(int receiver) {
        return "SEND\ndestination:/app/messages\ncontent-type:application/json\n";
    }

    @Override
    public Body body(int receiver, int size) {
        return new Body(
                "{\"client_id\":\"",
                "\",\"receiver_id\":\"" + USER + receiver + "\",\"payload\":\"" + "x".repeat(size) + "\"}");
    }

    @Override
    public Set<Mark> expected() {
        return EnumSet.allOf(Mark.class);
    }
}

package org.distrisocks.bench.dialect;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The contract of distriSocks, {@code docs/asyncapi.yaml}. */
public final class ChatDialect implements Dialect {

    private final String passcode;

    /** @param passcode of all users */
    public ChatDialect(String passcode) {
        this.passcode = passcode;
    }

    @Override
    public Session session(int user) {
        return new StompSession(
                "CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\nlogin:" + USER + user + "\npasscode:"
                        + passcode + "\n\n",
                Stream.of("errors", "status", "messages")
                        .map(queue -> "SUBSCRIBE\nid:%s\ndestination:/user/queue/%s\nreceipt:%s\n\n"
                                .formatted(queue, queue, queue))
                        .toList(),
                StompSession.Answers.USUAL);
    }

    @Override
    public String send(int receiver, int size) {
        return "SEND\ndestination:/app/messages\ncontent-type:application/json\nreceipt:" + CLIENT_ID + "\n\n{"
                + ID_FIELD + CLIENT_ID + "\",\"receiver_id\":\"" + USER + receiver + "\",\"payload\":\""
                + "x".repeat(size) + "\"}\0";
    }

    @Override
    public Set<Mark> expected() {
        return EnumSet.allOf(Mark.class);
    }
}

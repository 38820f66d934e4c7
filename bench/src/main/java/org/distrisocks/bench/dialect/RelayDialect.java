package org.distrisocks.bench.dialect;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** {@code bench/peers/spring-relay}. Spring gives no RECEIPT for a SEND to the application; its tick SENT stands for that. */
public final class RelayDialect implements Dialect {

    @Override
    public Session session(int user) {
        return new StompSession(
                "CONNECT\naccept-version:1.2\nhost:/\nheart-beat:0,0\nlogin:" + USER + user + "\npasscode:x\n\n",
                Stream.of("status", "messages")
                        .map(queue -> "SUBSCRIBE\nid:%s\ndestination:/user/exchange/amq.direct/%s\nreceipt:%s\n\n"
                                .formatted(queue, queue, queue))
                        .toList(),
                StompSession.Answers.SENT_FOR_RECEIPT);
    }

    @Override
    public String send(int receiver, int size) {
        return "SEND\ndestination:/app/messages\ncontent-type:application/json\n\n{" + ID_FIELD + CLIENT_ID
                + "\",\"receiver_id\":\"" + USER + receiver + "\",\"payload\":\"" + "x".repeat(size) + "\"}\0";
    }

    @Override
    public Set<Mark> expected() {
        return EnumSet.allOf(Mark.class);
    }
}

package org.distrisocks.bench.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A STOMP broker without a server of its own behind it: each user reads one durable queue, and others send persistent messages to
 * it. It keeps no statuses, so a message owes its RECEIPT and its MESSAGE.
 */
public final class BrokerDialect implements Dialect {

    private final String login;
    private final String queue;
    private final String sendHeaders;
    private final String subscribeHeaders;
    private final StompSession.Answers answers;

    private BrokerDialect(
            String login, String queue, String sendHeaders, String subscribeHeaders, StompSession.Answers answers) {
        this.login = login;
        this.queue = queue;
        this.sendHeaders = sendHeaders;
        this.subscribeHeaders = subscribeHeaders;
        this.answers = answers;
    }

    /**
     * RabbitMQ: {@code /queue/NAME} is a durable queue that stays when its reader leaves. With {@code ack:auto} a message that a
     * reader waits for never gets to the disk, however persistent it is, and its receipt comes all the same; so readers send
     * ACKs. A classic queue, since it is the faster of the two on one node; a quorum queue syncs before it confirms.
     */
    public static BrokerDialect rabbitMq() {
        return new BrokerDialect(
                "login:guest\npasscode:guest\n",
                "/queue/",
                "persistent:true\n",
                "ack:client-individual\n",
                StompSession.Answers.WANTS_ACKS);
    }

    /** Artemis: a queue is asked for by its routing type. It writes each message to its journal before anything else. */
    public static BrokerDialect artemis() {
        return new BrokerDialect(
                "",
                "",
                "persistent:true\ndestination-type:ANYCAST\n",
                "subscription-type:ANYCAST\n",
                StompSession.Answers.USUAL);
    }

    @Override
    public Session session(int user) {
        return new StompSession(
                "CONNECT\naccept-version:1.2\nhost:/\nheart-beat:0,0\n" + login + "\n",
                List.of("SUBSCRIBE\nid:messages\ndestination:" + queue + USER + user + "\n" + subscribeHeaders
                        + "receipt:messages\n\n"),
                answers);
    }

    @Override
    public String send(int receiver, int size) {
        return "SEND\ndestination:" + queue + USER + receiver + "\ncontent-type:application/json\n" + sendHeaders
                + "receipt:" + CLIENT_ID + "\n\n{" + ID_FIELD + CLIENT_ID + "\",\"payload\":\"" + "x".repeat(size)
                + "\"}\0";
    }

    @Override
    public Set<Mark> expected() {
        return EnumSet.of(Mark.RECEIPT, Mark.MESSAGE);
    }
}

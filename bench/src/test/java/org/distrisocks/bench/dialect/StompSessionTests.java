package org.distrisocks.bench.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a real WebSocket to a server that says what the test says. */
class StompSessionTests {

    private final EventLoop loop = new EventLoop("test");
    private final BlockingQueue<String> atServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void tellsMarksApart() throws Exception {
        Connection server = connected(new ChatDialect("secret").session(3), "login:bench-3", 3);

        ScriptedServer.say(loop, server, "RECEIPT\nreceipt-id:a.1\n\n\0");
        ScriptedServer.say(
                loop, server, "MESSAGE\nsubscription:messages\nredelivered:true\n\n{\"client_id\":\"b.2\"}\0");
        ScriptedServer.say(
                loop, server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.2\",\"status\":\"SENT\"}\0");
        ScriptedServer.say(
                loop, server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.3\",\"status\":\"DELIVERED\"}\0");
        ScriptedServer.say(loop, server, "MESSAGE\nsubscription:errors\n\n{\"client_id\":\"d.4\"}\0");
        ScriptedServer.say(loop, server, "MESSAGE\nsubscription:others\n\n{}\0");

        assertThat(ScriptedServer.next(seen)).isEqualTo("RECEIPT a.1 false");
        assertThat(ScriptedServer.next(seen)).isEqualTo("MESSAGE b.2 true");
        assertThat(ScriptedServer.next(seen)).isEqualTo("DELIVERED c.3 false");
        assertThat(ScriptedServer.next(seen)).startsWith("refused").contains("d.4");
        assertThat(ScriptedServer.next(seen)).isEqualTo("unknown");
    }

    @Test
    void acknowledgesWhereTheServerWantsThat() throws Exception {
        Connection server = connected(BrokerDialect.rabbitMq().session(3), "login:guest", 1);

        ScriptedServer.say(loop, server, "MESSAGE\nsubscription:messages\nack:T_1@x\n\n{\"client_id\":\"b.2\"}\0");

        assertThat(ScriptedServer.next(seen)).isEqualTo("MESSAGE b.2 false");
        assertThat(ScriptedServer.next(atServer)).isEqualTo("ACK\nid:T_1@x\n\n\0");
    }

    @Test
    void takesTheTickSentForAReceiptWhereThereIsNone() throws Exception {
        Connection server = connected(new RelayDialect().session(3), "login:bench-3", 2);

        ScriptedServer.say(
                loop, server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.2\",\"status\":\"SENT\"}\0");
        ScriptedServer.say(
                loop, server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.3\",\"status\":\"DELIVERED\"}\0");

        assertThat(ScriptedServer.next(seen)).isEqualTo("RECEIPT c.2 false");
        assertThat(ScriptedServer.next(seen)).isEqualTo("DELIVERED c.3 false");
    }

    private Connection connected(Session session, String login, int subscriptions) throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        ScriptedServer.open(loop, accepted, atServer, session);
        assertThat(ScriptedServer.next(atServer)).startsWith("CONNECT\n").contains(login);
        Connection server = accepted.take();
        ScriptedServer.say(loop, server, "CONNECTED\nversion:1.2\n\n\0");
        for (int i = 0; i < subscriptions; i++) {
            assertThat(session.ready()).isNotDone();
            assertThat(ScriptedServer.next(atServer)).startsWith("SUBSCRIBE\n").contains("receipt:");
            ScriptedServer.say(loop, server, "RECEIPT\nreceipt-id:" + i + "\n\n\0");
        }
        session.ready().get(5, TimeUnit.SECONDS);
        session.listen(new Recorder(seen));
        return server;
    }
}

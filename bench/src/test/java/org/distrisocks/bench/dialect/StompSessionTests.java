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

        say(server, "RECEIPT\nreceipt-id:a.1\n\n\0");
        say(server, "MESSAGE\nsubscription:messages\nredelivered:true\n\n{\"client_id\":\"b.2\"}\0");
        say(server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.2\",\"status\":\"SENT\"}\0");
        say(server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.3\",\"status\":\"DELIVERED\"}\0");
        say(server, "MESSAGE\nsubscription:errors\n\n{\"client_id\":\"d.4\"}\0");
        say(server, "MESSAGE\nsubscription:others\n\n{}\0");

        assertThat(next(seen)).isEqualTo("RECEIPT a.1 false");
        assertThat(next(seen)).isEqualTo("MESSAGE b.2 true");
        assertThat(next(seen)).isEqualTo("DELIVERED c.3 false");
        assertThat(next(seen)).startsWith("refused").contains("d.4");
        assertThat(next(seen)).isEqualTo("unknown");
    }

    @Test
    void acknowledgesWhereTheServerWantsThat() throws Exception {
        Connection server = connected(BrokerDialect.rabbitMq().session(3), "login:guest", 1);

        say(server, "MESSAGE\nsubscription:messages\nack:T_1@x\n\n{\"client_id\":\"b.2\"}\0");

        assertThat(next(seen)).isEqualTo("MESSAGE b.2 false");
        assertThat(next(atServer)).isEqualTo("ACK\nid:T_1@x\n\n\0");
    }

    @Test
    void takesTheTickSentForAReceiptWhereThereIsNone() throws Exception {
        Connection server = connected(new RelayDialect().session(3), "login:bench-3", 2);

        say(server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.2\",\"status\":\"SENT\"}\0");
        say(server, "MESSAGE\nsubscription:status\n\n{\"client_id\":\"c.3\",\"status\":\"DELIVERED\"}\0");

        assertThat(next(seen)).isEqualTo("RECEIPT c.2 false");
        assertThat(next(seen)).isEqualTo("DELIVERED c.3 false");
    }

    private Connection connected(Session session, String login, int subscriptions) throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        ScriptedServer.open(loop, accepted, atServer, session);
        assertThat(next(atServer)).startsWith("CONNECT\n").contains(login);
        Connection server = accepted.take();
        say(server, "CONNECTED\nversion:1.2\n\n\0");
        for (int i = 0; i < subscriptions; i++) {
            assertThat(session.ready()).isNotDone();
            assertThat(next(atServer)).startsWith("SUBSCRIBE\n").contains("receipt:");
            say(server, "RECEIPT\nreceipt-id:" + i + "\n\n\0");
        }
        session.ready().get(5, TimeUnit.SECONDS);
        session.listen(new Recorder(seen));
        return server;
    }

    private void say(Connection server, String text) {
        loop.execute(() -> server.send(text));
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return String.valueOf(queue.poll(5, TimeUnit.SECONDS));
    }
}

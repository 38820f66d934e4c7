package org.distrisocks.bench.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.distrisocks.bench.wire.Connection;
import org.distrisocks.bench.wire.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a real WebSocket to a server that says what the test says. */
class SocketIoSessionTests {

    private static final String ID = "0199f0aa-0000-7000-8000-000000000001";

    private final EventLoop loop = new EventLoop("test");
    private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> atServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Session session = new SocketIoDialect().session(3);

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void tellsMarksApartAndSaysWhatItGot() throws Exception {
        Connection server = connected();

        say(server, "4317[{\"client_id\":\"a.17\",\"message_id\":\"" + ID + "\",\"status\":\"NONE\"}]");
        say(server, "42[\"message\",{\"client_id\":\"b.2\",\"message_id\":\"" + ID + "\"}]");
        say(server, "42[\"status\",{\"client_id\":\"c.2\",\"status\":\"SENT\"}]");
        say(server, "42[\"status\",{\"client_id\":\"c.3\",\"status\":\"DELIVERED\"}]");
        say(server, "42[\"problem\",{\"client_id\":\"d.4\"}]");
        say(server, "42[\"other\",{}]");

        assertThat(next(seen)).isEqualTo("RECEIPT a.17 false");
        assertThat(next(seen)).isEqualTo("MESSAGE b.2 false");
        assertThat(next(seen)).isEqualTo("DELIVERED c.3 false");
        assertThat(next(seen)).startsWith("refused").contains("d.4");
        assertThat(next(seen)).isEqualTo("unknown");
        assertThat(next(atServer)).isEqualTo("42[\"delivered\",\"" + ID + "\"]");
    }

    @Test
    void answersPings() throws Exception {
        Connection server = connected();

        say(server, "2");

        assertThat(next(atServer)).isEqualTo("3");
    }

    @Test
    void saysWhyALoginWasRefused() throws Exception {
        ScriptedServer.open(loop, accepted, atServer, session);
        Connection server = accepted.take();
        say(server, "0{\"sid\":\"x\"}");
        say(server, "44{\"message\":\"no user\"}");

        try {
            session.ready().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            assertThat(refused).hasMessageContaining("no user");
            return;
        }
        throw new AssertionError("it was let in");
    }

    private Connection connected() throws Exception {
        ScriptedServer.open(loop, accepted, atServer, session);
        Connection server = accepted.take();
        say(server, "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000}");
        assertThat(next(atServer)).isEqualTo("40{\"user\":\"bench-3\"}");
        assertThat(session.ready()).isNotDone();
        say(server, "40{\"sid\":\"y\"}");
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

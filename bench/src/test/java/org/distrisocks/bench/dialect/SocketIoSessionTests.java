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

        ScriptedServer.say(
                loop, server, "4317[{\"client_id\":\"a.17\",\"message_id\":\"" + ID + "\",\"status\":\"NONE\"}]");
        ScriptedServer.say(loop, server, "42[\"message\",{\"client_id\":\"b.2\",\"message_id\":\"" + ID + "\"}]");
        ScriptedServer.say(loop, server, "42[\"status\",{\"client_id\":\"c.2\",\"status\":\"SENT\"}]");
        ScriptedServer.say(loop, server, "42[\"status\",{\"client_id\":\"c.3\",\"status\":\"DELIVERED\"}]");
        ScriptedServer.say(loop, server, "42[\"problem\",{\"client_id\":\"d.4\"}]");
        ScriptedServer.say(loop, server, "42[\"other\",{}]");

        assertThat(ScriptedServer.next(seen)).isEqualTo("RECEIPT a.17 false");
        assertThat(ScriptedServer.next(seen)).isEqualTo("MESSAGE b.2 false");
        assertThat(ScriptedServer.next(seen)).isEqualTo("DELIVERED c.3 false");
        assertThat(ScriptedServer.next(seen)).startsWith("refused").contains("d.4");
        assertThat(ScriptedServer.next(seen)).isEqualTo("unknown");
        assertThat(ScriptedServer.next(atServer)).isEqualTo("42[\"delivered\",\"" + ID + "\"]");
    }

    @Test
    void answersPings() throws Exception {
        Connection server = connected();

        ScriptedServer.say(loop, server, "2");

        assertThat(ScriptedServer.next(atServer)).isEqualTo("3");
    }

    @Test
    void saysWhyALoginWasRefused() throws Exception {
        ScriptedServer.open(loop, accepted, atServer, session);
        Connection server = accepted.take();
        ScriptedServer.say(loop, server, "0{\"sid\":\"x\"}");
        ScriptedServer.say(loop, server, "44{\"message\":\"no user\"}");

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
        ScriptedServer.say(loop, server, "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000}");
        assertThat(ScriptedServer.next(atServer)).isEqualTo("40{\"user\":\"bench-3\"}");
        assertThat(session.ready()).isNotDone();
        ScriptedServer.say(loop, server, "40{\"sid\":\"y\"}");
        session.ready().get(5, TimeUnit.SECONDS);
        session.listen(new Recorder(seen));
        return server;
    }
}

package org.distrisocks.cluster.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.distrisocks.cluster.Cluster;
import org.distrisocks.cluster.OnTwoPods;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.history.StoredRow.Move;
import org.distrisocks.cluster.history.StoredRows;
import org.distrisocks.cluster.pod.PodExtras;
import org.distrisocks.cluster.thirdparty.ThirdPartyClient.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that we did not write, each through all of {@link Step}. */
@OnTwoPods
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThirdPartyIT {

    /** Longer than the limits of all steps together that come before it. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Cluster cluster;
    private final TestPeople people;
    private final StoredRows rows;
    private final List<ClientRun> runs = new ArrayList<>();

    ThirdPartyIT(Cluster cluster) {
        this.cluster = cluster;
        this.people = new TestPeople(cluster);
        this.rows = new StoredRows(cluster.services().addresses());
    }

    /** All at the same time, since all can share one stop of a pod. */
    @BeforeAll
    void runAll() throws Exception {
        ScriptRuntime node = ScriptRuntime.node();
        ScriptRuntime python = ScriptRuntime.python();
        List<ThirdPartyClient> clients = List.of(
                new ScriptClient("@stomp/stompjs", Transport.WEBSOCKET, node, "stompjs.js"),
                new ScriptClient("webstomp-client", Transport.WEBSOCKET, node, "webstomp.js"),
                new ScriptClient("stompit", Transport.TCP, node, "stompit.js"),
                new ScriptClient("stomp.py", Transport.TCP, python, "stomp_py.py"),
                new SpringClient());
        String receivers = cluster.pod(0).stompUrl();
        String senders = cluster.pod(1).stompUrl();
        try (TcpBridge toReceivers = TcpBridge.to(receivers);
                TcpBridge toSenders = TcpBridge.to(senders)) {
            for (ThirdPartyClient client : clients) {
                runs.add(
                        switch (client.transport()) {
                            case WEBSOCKET -> ClientRun.start(client, errand(receivers, senders));
                            case TCP -> ClientRun.start(client, errand(toReceivers.url(), toSenders.url()));
                        });
            }
            await().atMost(LIMIT)
                    .until(() -> runs.stream()
                            .allMatch(run -> run.isOver() || run.seen(Step.ACKS).isPresent()));
            runs.stream().filter(run -> run.seen(Step.ACKS).isPresent()).forEach(this::lookForRows);

            cluster.pod(0).restart(PodExtras.NONE);
            await().atMost(LIMIT).until(() -> runs.stream().allMatch(ClientRun::isOver));
        }
    }

    List<ClientRun> runs() {
        return runs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void takesEveryStep(ClientRun run) {
        run.client().lack().ifPresent(lack -> {
            System.out.println("SKIPPED: " + run + ": " + lack);
            abort(lack);
        });

        assertThat(run.seen())
                .as("steps, and after the last: %s", run.failure())
                .allMatch(Seen::ok)
                .extracting(Seen::step)
                .containsExactly(Step.values());
        assertThat(rows.sentBy(run.errand().sender()))
                .extracting(StoredRow::payload)
                .last()
                .isEqualTo("meanwhile");
        awaitDelivered(run);
    }

    @AfterAll
    void printTable() {
        System.out.println(new ClientTable(runs));
    }

    private Errand errand(String receivers, String senders) throws Exception {
        String sender = people.register("sender");
        return new Errand(receivers, people.register("receiver"), senders, sender, people.token(sender));
    }

    /** Before the pod stops: a session after it could make DELIVERED what was never acknowledged. */
    private void lookForRows(ClientRun run) {
        try {
            awaitDelivered(run);
            run.add(new Seen(
                    Step.DELIVERED,
                    true,
                    Integer.toString(rows.sentBy(run.errand().sender()).size())));
        } catch (ConditionTimeoutException late) {
            run.add(new Seen(Step.DELIVERED, false, "not all in time"));
        }
    }

    /** All that this client has sent, by the pod of the receiver. */
    private void awaitDelivered(ClientRun run) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows.sentBy(run.errand().sender()))
                        .isNotEmpty()
                        .allMatch(row -> row.status() == StoredRow.DELIVERED)
                        .extracting(StoredRow::delivered)
                        .extracting(Move::pod)
                        .containsOnly("pod-0"));
    }
}

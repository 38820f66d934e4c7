package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.fault.agent.Breakage;
import org.distrisocks.cluster.fault.agent.Hook;
import org.distrisocks.cluster.history.Event;
import org.distrisocks.cluster.history.HistoryChecker;
import org.distrisocks.cluster.history.Verdict;
import org.distrisocks.cluster.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes one safeguard after another out of the pods: the scenario that guards it must find the fault. */
@FaultTest
class BreakageIT {

    private final FaultCluster cluster;

    BreakageIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void deliversTheLastMessagesBehindAFlush() {
        assertThat(flush().faults()).isEmpty();
    }

    @Test
    @Tag("long")
    void losesThemWithoutTheSweep() {
        Breakage.SWEEP_OFF.on().into(cluster.pod(1));

        Verdict verdict = flush();
        System.out.println("without the sweep: " + verdict);
        assertThat(verdict.lost()).isNotEmpty();
    }

    /** And nothing after it: the next message of the same sender would bring those that are missing before it. */
    private Verdict flush() {
        try (Traffic traffic = cluster.traffic().from(0).to(1).start()) {
            traffic.rate(200);
            traffic.runFor(Duration.ofSeconds(1));
            awaitRenewalOf("pod-1");
            Redis.flush(cluster.addresses());
            traffic.runFor(Duration.ofMillis(300));
            return traffic.settle(Duration.ofSeconds(12));
        }
    }

    /** The receivers' pod has just renewed its lease, and will not notice the flush until it does so again. */
    private void awaitRenewalOf(String pod) {
        long renewed = Timings.LEASE.minusMillis(100).toMillis();
        await().pollInterval(Duration.ofMillis(20)).until(() -> timeToLive("{pods}pod:" + pod) > renewed);
    }

    /** In milliseconds. */
    private long timeToLive(String key) {
        String answer = Redis.answer(cluster.addresses(), "PTTL " + key);
        return Long.parseLong(answer.substring(1, answer.indexOf('\r')));
    }

    @Test
    void leavesOutEnvelopesOfAnEarlierLife() throws Exception {
        assertThat(EpochScenario.run(cluster)).isEmpty();
    }

    @Test
    @Tag("long")
    void showsWhatWasMeantForAnEarlierLifeWithoutTheEpochCheck() throws Exception {
        List<String> shown = EpochScenario.run(cluster, Breakage.EPOCH_CHECK_OFF);
        System.out.println("without the epoch check a new session was shown " + shown.size() + " frames of old");
        assertThat(shown).isNotEmpty();
    }

    /** Whole: {@link ReadersIT#letsNobodyWaitForAReaderThatIsStuckAndClaimsNoDeliveryToIt()}. */
    @Test
    @Tag("long")
    void claimsFalseDeliveriesWhenDeliveredComesBeforeTheWrite() throws Exception {
        Breakage.DELIVERED_EARLY.on().into(cluster.pod(1));
        try (StuckScenario stuck = new StuckScenario(cluster)) {
            stuck.overwhelm();

            Verdict verdict = stuck.verdict();
            System.out.println("DELIVERED before the write: " + verdict);
            assertThat(verdict.falseDelivered()).isNotEmpty();
        }
    }

    @Test
    void storesARepeatOnce() throws Exception {
        assertThat(sendTwice().twoRows()).isEmpty();
    }

    @Test
    @Tag("long")
    void storesARepeatTwiceWithoutTheClientId() throws Exception {
        Breakage.CLIENT_ID_IGNORED.on().into(cluster.pod(0));

        assertThat(sendTwice().twoRows()).isNotEmpty();
    }

    @Test
    @Tag("long")
    void takesNoHookThatMatchesNothing() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Hook("no-such-point:kill:1").into(cluster.pod(0)))
                .withMessageContaining("does not take the hook no-such-point");
        assertThat(cluster.pod(0).log().file()).content().contains("no fail point no-such-point");
    }

    private Verdict sendTwice() throws Exception {
        TestPeople people = cluster.people();
        String sender = people.register("repeater");
        String receiver = people.register("reader");
        String token = "once-" + sender;
        try (ChatClient from = people.connect(sender, cluster.pod(0));
                ChatClient to = people.connect(receiver, cluster.pod(0))) {
            from.send(token, receiver, token).await();
            from.send(token, receiver, token).await();
            String id = to.messages().next().messageId();
            return HistoryChecker.check(
                    List.of(
                            new Event.Sent(1, token, sender, receiver, 1),
                            new Event.SentAgain(2, token),
                            new Event.Receipted(3, token),
                            new Event.Seen(4, "reader#1", receiver, id, token, false)),
                    cluster.rows().sentBy(List.of(sender)));
        }
    }
}

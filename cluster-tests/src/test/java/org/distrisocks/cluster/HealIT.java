package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.devservices.ServiceAddresses;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lease and presence come back by themselves; a message that is SENT to a pod proves that its user was found there. */
class HealIT {

    /** In this order: {@code pod-0} has the receiver, {@code pod-1} the sender. */
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void startAgain() {
        cluster.pods().forEach(PodProcess::start);
    }

    @Test
    void aUserWhoConnectsDuringAnOutageOfRedisIsFoundWhenItIsBack() throws Exception {
        TestPeople people = new TestPeople(cluster);
        String alice = people.register("alice");
        String bob = people.register("bob");
        cluster.services().redis().stop();
        try (ChatClient receiver = people.connect(alice, cluster.pod(0));
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            assertThat(receiver.isConnected()).isTrue();
            cluster.services().redis().start();

            awaitFound(sender, bob, alice, Duration.ofSeconds(6));
        }
    }

    @Test
    void aPodThatWasFrozenLongerThanItsLeaseIsFoundAgain() throws Exception {
        TestPeople people = new TestPeople(cluster);
        String alice = people.register("alice");
        String bob = people.register("bob");
        try (ChatClient receiver = people.connect(alice, cluster.pod(0));
                ChatClient sender = people.connect(bob, cluster.pod(1))) {
            assertThat(receiver.isConnected()).isTrue();
            String pid = Long.toString(pid("pod-0"));
            signal("-STOP", pid);
            try {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> redis("GET pod:pod-0").startsWith("$-1"));
            } finally {
                signal("-CONT", pid);
            }

            awaitFound(sender, bob, alice, Duration.ofSeconds(5));
        }
    }

    @Test
    void aPodThatHasBeenReplacedEndsAndLeavesTheLeaseOfTheOther() throws Exception {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        cluster.pod(0).onDeath(exitCode::complete);
        String newer = "9999999999999 2026-01-01T00:00:00Z 127.0.0.1:1";
        redis("SET pod:pod-0 \"" + newer + "\"");

        assertThat(exitCode.get(20, TimeUnit.SECONDS)).isEqualTo(1);

        assertThat(redis("GET pod:pod-0")).contains(newer);
        redis("DEL pod:pod-0");
    }

    private static void awaitFound(ChatClient sender, String from, String to, Duration limit) {
        MessageRows rows = new MessageRows(cluster.services().addresses());
        await().atMost(limit).pollInterval(Duration.ofMillis(500)).until(() -> {
            sender.send(to, "are you there?");
            return rows.sentBy(from).stream().anyMatch(row -> "pod-0".equals(row.sentToPod()));
        });
    }

    private static long pid(String pod) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("--distrisocks.pod.id=" + pod))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static void signal(String signal, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor())
                .isZero();
    }

    /** One command in Redis's inline form, and what it answers. */
    private static String redis(String command) throws IOException {
        ServiceAddresses at = cluster.services().addresses();
        try (Socket socket = new Socket(at.redisHost(), at.redisPort())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package org.distrisocks.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.distrisocks.cluster.TestPeople;
import org.distrisocks.cluster.history.StoredRow;
import org.distrisocks.cluster.pod.PodProcess;
import org.junit.jupiter.api.Test;

/** Promise 10: a pod that stops loses nothing and spreads the reconnects of its sessions. */
@FaultTest
class DrainIT {

    private static final int SESSIONS = 20;
    private static final Duration WINDOW = FaultCluster.TIMES.drainWindow();
    private static final int SERVICE_RESTART = 1012;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final FaultCluster cluster;
    private final TestPeople people;

    DrainIT(FaultCluster cluster) {
        this.cluster = cluster;
        this.people = cluster.people();
    }

    @Test
    void promise10ClosesSessionsSpreadOverTheWindowAndLosesNothingReceipted() throws Exception {
        PodProcess pod = cluster.pod(0);
        String alice = people.register("alice");
        String bob = people.register("bob");
        String token = people.token(alice);
        List<DrainedClient> clients = IntStream.range(0, SESSIONS)
                .mapToObj(i -> new DrainedClient(pod.stompUrl(), token))
                .toList();
        List<Thread> senders =
                clients.stream().map(client -> sendOn(client, bob)).toList();
        await().until(() ->
                clients.stream().allMatch(client -> client.receiptAt().size() > 5));

        long begin = System.nanoTime();
        pod.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        for (Thread sender : senders) {
            sender.join();
        }

        assertThat(clients)
                .allSatisfy(client -> assertThat(client.closeCode().join()).isEqualTo(SERVICE_RESTART));
        assertThat(took).isBetween(WINDOW.dividedBy(2), WINDOW.plusSeconds(8));
        assertThat(took).isLessThan(FaultCluster.TIMES.stopLimit());
        assertSpread(clients, begin);
        assertThat(clients).allSatisfy(DrainIT::assertNoHole);

        Set<String> stored =
                cluster.rows().sentBy(alice).stream().map(StoredRow::payload).collect(Collectors.toSet());
        Set<String> receipted = clients.stream()
                .flatMap(client -> client.receiptAt().keySet().stream())
                .collect(Collectors.toSet());
        System.out.println("stop took " + took + ", " + receipted.size() + " receipts, " + stored.size() + " rows");
        assertThat(receipted)
                .as("all that was stored was answered before the close")
                .isEqualTo(stored);
    }

    @Test
    void promise10TurnsUnreadyAtOnceAndRefusesNewSessions() throws Exception {
        PodProcess pod = cluster.pod(0);
        String alice = people.register("alice");
        DrainedClient first = new DrainedClient(pod.stompUrl(), people.token(alice));
        DrainedClient second = new DrainedClient(pod.stompUrl(), people.token(alice));
        assertThat(readiness(pod)).isEqualTo(200);

        Thread stop = Thread.ofVirtual().start(pod::stop);

        await().atMost(Duration.ofSeconds(2)).until(() -> readiness(pod) == 503);
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> {
            HttpResponse<?> refused = refusedHandshake(pod);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        });
        assertThat(List.of(first.closeCode().isDone(), second.closeCode().isDone()))
                .contains(false);
        assertThat(readiness(pod)).isEqualTo(503);
        stop.join();
    }

    private static Thread sendOn(DrainedClient client, String receiver) {
        return Thread.ofVirtual().start(() -> {
            while (!client.closeCode().isDone()) {
                client.send(receiver);
                LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
            }
        });
    }

    /** In no fifth of the window are more than half of the sessions, however slow the machine is at this moment. */
    private static void assertSpread(List<DrainedClient> clients, long begin) {
        List<Long> ends = clients.stream()
                .map(client -> Duration.ofNanos(client.closedAt() - begin).toMillis())
                .sorted()
                .toList();
        System.out.println("closed after " + ends);
        assertThat(ends.getLast() - ends.getFirst()).isGreaterThan(WINDOW.toMillis() / 2);
        for (long from : ends) {
            assertThat(ends.stream().filter(end -> end >= from && end < from + WINDOW.toMillis() / 5))
                    .hasSizeLessThanOrEqualTo(SESSIONS / 2);
        }
    }

    /** From the first SEND on that has no receipt, none has: the session took no more frames then. */
    private static void assertNoHole(DrainedClient client) {
        List<Boolean> answered = client.sentAt().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(sent -> client.receiptAt().containsKey(sent.getKey()))
                .toList();
        assertThat(answered.stream().dropWhile(yes -> yes)).doesNotContain(true);
    }

    private static int readiness(PodProcess pod) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(pod.readiness())
                .timeout(Duration.ofSeconds(2))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<?> refusedHandshake(PodProcess pod) {
        try {
            HTTP.newWebSocketBuilder()
                    .buildAsync(URI.create(pod.stompUrl()), new WebSocket.Listener() {})
                    .join()
                    .abort();
            throw new AssertionError("a handshake was taken");
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException answered) {
                return answered.getResponse();
            }
            throw refused;
        }
    }
}

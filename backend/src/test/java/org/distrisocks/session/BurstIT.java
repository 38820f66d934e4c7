package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one user asks for over REST costs no other user a SEND (promise 11). */
@Tag("long")
@SuppressWarnings("NullAway.Init")
class BurstIT extends RealPod {

    private static final int AT_ONCE = 200;
    private static final int MESSAGES = 200;
    private static final int PERIOD_MILLIS = 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private UserId bobId;
    private RawStompClient alice;
    private RawStompClient bob;

    private record Answer(int status, boolean saysWhen) {}

    @BeforeEach
    void connect() {
        bobId = user("bob");
        alice = RawStompClient.connect(port, user("alice"), PASSWORD).subscribe(RawStompClient.ERRORS);
        bob = RawStompClient.connect(port, bobId, PASSWORD).subscribe(RawStompClient.MESSAGES);
        chat("warm-up");
    }

    @AfterEach
    void leave() {
        alice.close();
        bob.close();
    }

    @Test
    void historyReadByOneUserCostsNobodyAMessage() {
        UserId reader = user("reader");
        UserId partner = user("partner");
        history(partner, reader, 1_000, 1_000);
        long quiet = chat("quiet");
        HttpRequest history = HttpRequest.newBuilder(URI.create(
                        "http://localhost:%d/api/conversations/%s/messages?limit=200".formatted(port, partner)))
                .header("Authorization", "Bearer " + token(reader, Duration.ofMinutes(5)))
                .build();

        List<Answer> answers = new ArrayList<>();
        long loud = during(history, answers, () -> chat("loud"));

        System.out.printf("p99 of SEND to MESSAGE: %d ms quiet, %d ms with %d GETs%n", quiet, loud, answers.size());
        assertThat(answers).extracting(Answer::status).contains(200, 429).containsOnly(200, 429);
        assertThat(answers).allMatch(answer -> answer.saysWhen || answer.status != 429);
    }

    /** Runs it while the request comes 200 times at once, twice a second. */
    private long during(HttpRequest request, List<Answer> answers, Supplier<Long> work) {
        Queue<CompletableFuture<HttpResponse<Void>>> asked = new ConcurrentLinkedQueue<>();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> bursts = clock.scheduleAtFixedRate(
                    () -> IntStream.range(0, AT_ONCE)
                            .forEach(_ -> asked.add(http.sendAsync(request, BodyHandlers.discarding()))),
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            try {
                return work.get();
            } finally {
                bursts.cancel(false);
            }
        } finally {
            asked.stream()
                    .map(CompletableFuture::join)
                    .map(response -> new Answer(
                            response.statusCode(),
                            response.headers().firstValue("Retry-After").isPresent()))
                    .forEach(answers::add);
        }
    }

    /**
     * Alice writes 50 messages a second to Bob, who gets all of them in order.
     *
     * @return p99 of the time from the moment at which a SEND was due to its MESSAGE, in milliseconds
     */
    private long chat(String prefix) {
        long begin = System.nanoTime();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            for (int i = 0; i < MESSAGES; i++) {
                String payload = prefix + "-" + i;
                long delay = (long) i * PERIOD_MILLIS;
                var _ = clock.schedule(
                        () -> alice.send("SEND\ndestination:/app/messages\n\n%s\0"
                                .formatted(RawStompClient.body(bobId, payload, payload))),
                        delay,
                        TimeUnit.MILLISECONDS);
            }
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                StompFrame frame = bob.awaitMessage(RawStompClient.MESSAGES);
                long now = System.nanoTime();
                assertThat(new String(frame.body(), UTF_8)).contains("\"" + prefix + "-" + i + "\"");
                millis.add(TimeUnit.NANOSECONDS.toMillis(now - begin) - (long) i * PERIOD_MILLIS);
            }
            assertThat(alice.left(RawStompClient.ERRORS)).as("refused SENDs").isEmpty();
            Collections.sort(millis);
            return millis.get(MESSAGES * 99 / 100 - 1);
        }
    }
}

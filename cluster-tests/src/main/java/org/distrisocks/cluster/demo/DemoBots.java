package org.distrisocks.cluster.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.traffic.GoodClient;
import tools.jackson.databind.json.JsonMapper;

/** Some users who write to each other at random, through STOMP sessions on all pods. */
final class DemoBots implements AutoCloseable {

    static final int MOST_PER_SECOND = 300;

    private static final List<String> NAMES = List.of("ada", "ben", "cleo", "dan", "eve", "finn");
    private static final int BEATS_PER_SECOND = 20;

    /** SENDs of one bot without a RECEIPT, at which it waits. */
    private static final int WINDOW = 100;

    private static final JsonMapper JSON = new JsonMapper();

    private final List<PodProcess> pods;
    private final TrafficCount count = new TrafficCount();
    private final List<GoodClient> bots = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("demo-bots").factory());
    private volatile int rate;
    private double owed;
    private long number;

    DemoBots(List<PodProcess> pods) {
        this.pods = pods;
        var _ = clock.scheduleAtFixedRate(this::beat, 0, 1_000 / BEATS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    int rate() {
        return rate;
    }

    TrafficCount count() {
        return count;
    }

    /**
     * From now on so many messages a second. The first time, the bots are registered and connect.
     *
     * @throws IOException if no pod registers them
     */
    synchronized void write(int perSecond) throws IOException, InterruptedException {
        if (perSecond > 0 && bots.isEmpty()) {
            String run = UUID.randomUUID().toString().substring(0, 4);
            for (String name : NAMES) {
                bots.add(connect("bot-" + name + "-" + run));
            }
        }
        rate = perSecond;
    }

    private void beat() {
        owed = Math.min(owed + rate / (double) BEATS_PER_SECOND, MOST_PER_SECOND);
        if (rate == 0) {
            owed = 0;
        }
        for (; owed >= 1; owed--) {
            GoodClient sender = any();
            GoodClient receiver = any();
            if (sender != receiver && sender.pending() < WINDOW && count.hasRoom()) {
                sender.send(UUID.randomUUID().toString(), receiver.user(), ++number);
            }
        }
    }

    private GoodClient any() {
        return bots.get(ThreadLocalRandom.current().nextInt(bots.size()));
    }

    private GoodClient connect(String user) throws IOException, InterruptedException {
        String password = UUID.randomUUID().toString();
        String token = register(user, password);
        return new GoodClient(
                new GoodClient.Login(user, password, token),
                pods.stream().map(PodProcess::stompUrl).toList(),
                bots.size() % pods.size(),
                true,
                count);
    }

    private String register(String user, String password) throws IOException, InterruptedException {
        IOException obstacle = new IOException("no pod is there to register " + user);
        for (PodProcess pod : pods) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(pod.url() + "/api/auth/register"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password)))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2) {
                    return JSON.readTree(answer.body()).path("access_token").asString();
                }
                obstacle = new IOException(pod.id() + " answered " + answer.statusCode() + " to the bot " + user);
            } catch (IOException away) {
                obstacle = away;
            }
        }
        throw obstacle;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        bots.forEach(GoodClient::close);
    }
}

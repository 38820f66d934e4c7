package org.distrisocks.bench.growth;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.distrisocks.bench.cost.ProcessTree;
import org.distrisocks.bench.report.Figures;
import org.distrisocks.devservices.embedded.EmbeddedHome;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.LoopbackPort;

/** Presence of very many users in one Redis, as {@code PresenceRegistry} writes it, and how fast it is looked up. */
final class PresenceGrowth {

    private static final int PODS = 200;
    private static final int PIPELINE = 1000;
    private static final int BATCH = 100;
    private static final Duration MEASURED = Duration.ofSeconds(5);

    private PresenceGrowth() {}

    static void measure(int users, Figures figures) {
        LoopbackPort port = LoopbackPort.reserve();
        try (EmbeddedHome home = EmbeddedHome.open(null);
                DevService redis = home.redis(port)) {
            redis.start();
            try (RespClient client = new RespClient(LoopbackPort.HOST, port.number())) {
                long before = usedMemory(client);
                fill(client, users);
                figures.add(
                        "presence: memory of Redis, octets a user of %,d".formatted(users),
                        (usedMemory(client) - before) / (double) users);
                lookUp(client, users, new ProcessTree(redis.pid()), figures);
            }
        } catch (IOException broken) {
            throw new IllegalStateException("Redis: " + broken.getMessage(), broken);
        }
    }

    private static void fill(RespClient client, int users) throws IOException {
        for (int from = 0; from < users; from += PIPELINE) {
            int to = Math.min(users, from + PIPELINE);
            for (int user = from; user < to; user++) {
                client.send("SET", key(user), "distrisocks-" + user % PODS + "@1764000000000");
            }
            for (int user = from; user < to; user++) {
                client.answer();
            }
        }
    }

    private static void lookUp(RespClient client, int users, ProcessTree redis, Figures figures) throws IOException {
        String[] command = new String[BATCH + 1];
        command[0] = "MGET";
        long cpu = redis.cpuNanos();
        long begin = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - begin < MEASURED.toNanos()) {
            for (int i = 1; i <= BATCH; i++) {
                command[i] = key(ThreadLocalRandom.current().nextInt(users));
            }
            client.send(command);
            client.answer();
            count += BATCH;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        figures.add("presence: lookups/s by one client, MGET of " + BATCH, count / seconds);
        figures.add("presence: CPU of Redis, µs a lookup", (redis.cpuNanos() - cpu) / 1e3 / count);
    }

    private static long usedMemory(RespClient client) throws IOException {
        client.send("INFO", "memory");
        return client.answer()
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis does not tell used_memory"));
    }

    private static String key(int user) {
        return "presence:user-" + user;
    }
}

package org.distrisocks.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * What {@value #USERS} connected users and {@value #PER_SECOND} messages a second would take, if each message cost what it costs in
 * full load here. A core that takes 1 µs a message is busy with a million a second, so microseconds are cores.
 */
public final class Paper {

    static final long USERS = 10_000_000;
    static final long PER_SECOND = 1_000_000;

    /** A machine that is busier than this has no room for the load of one that has failed. */
    private static final double BUSY = 0.6;

    private static final int POD_CORES = 8;
    private static final int BROKER_CORES = 16;
    private static final int DATABASE_CORES = 64;
    private static final int REPLICAS = 3;

    /** What a row of {@code messages} takes with its indexes and its two moves: 200 octets of payload. */
    private static final int ROW_OCTETS = 880;

    private Paper() {}

    /** A table in Markdown; empty if the figures lack one of the parts. */
    public static String table(Figures figures) {
        if (median(figures, "— full: pods") == 0 || median(figures, "idle: live heap, KiB a session") == 0) {
            return "";
        }
        double pods = median(figures, "— full: pods");
        double kafka = median(figures, "— full: Kafka");
        double postgres = median(figures, "— full: PostgreSQL");
        double redis = median(figures, "— full: Redis");
        double heap = median(figures, "idle: live heap, KiB a session");
        long podCount = machines(pods, POD_CORES);
        return """
                | what | how it follows | result |
                |---|---|--:|
                | pods of %d cores | %s µs a message, %.0f %% busy | %s |
                | sessions a pod | 10 million users on these | %s |
                | memory of their sessions | %s KiB of heap each | %s GiB a pod |
                | brokers of %d cores | %s µs a message, each record on %d brokers, %.0f %% busy | %s |
                | partitions of pods' topics | 2 a pod, %d replicas | %s |
                | PostgreSQL of %d cores | %s µs a message, %.0f %% busy | %s |
                | rows a day | %d octets each with indexes | %s TB |
                | Redis | %s µs a message, one core each, %.0f %% busy | %s |
                """.formatted(
                        POD_CORES,
                        Figures.text(pods),
                        BUSY * 100,
                        count(podCount),
                        count(USERS / podCount),
                        Figures.text(heap),
                        Figures.text(heap * USERS / podCount / (1 << 20)),
                        BROKER_CORES,
                        Figures.text(kafka),
                        REPLICAS,
                        BUSY * 100,
                        count(machines(kafka * REPLICAS, BROKER_CORES)),
                        REPLICAS,
                        count(podCount * 2 * REPLICAS),
                        DATABASE_CORES,
                        Figures.text(postgres),
                        BUSY * 100,
                        count(machines(postgres, DATABASE_CORES)),
                        ROW_OCTETS,
                        Figures.text(PER_SECOND * 86_400.0 * ROW_OCTETS / 1e12),
                        Figures.text(redis),
                        BUSY * 100,
                        count(machines(redis, 1)));
    }

    private static long machines(double micros, int cores) {
        return (long) Math.max(1, Math.ceil(micros * PER_SECOND / 1e6 / BUSY / cores));
    }

    private static double median(Figures figures, String name) {
        List<Double> rounds = figures.rounds(name);
        return rounds.isEmpty() ? 0 : Spread.of(rounds).median();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

package org.distrisocks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaperTests {

    @Test
    void countsMachinesFromMicroseconds() {
        Figures figures = new Figures();
        figures.add("— full: pods", 96);
        figures.add("— full: Kafka", 32);
        figures.add("— full: PostgreSQL", 38.4);
        figures.add("— full: Redis", 1.5);
        figures.add("idle: live heap, KiB a session", 16);

        assertThat(Paper.table(figures))
                .contains("| pods of 8 cores | 96.0 µs a message, 60 % busy | 20 |")
                .contains("| sessions a pod | 10 million users on these | 500,000 |")
                .contains("| 16.0 KiB of heap each | 7.63 GiB a pod |")
                .contains("| brokers of 16 cores | 32.0 µs a message, each record on 3 brokers, 60 % busy | 10 |")
                .contains("| 2 a pod, 3 replicas | 120 |")
                .contains("| PostgreSQL of 64 cores | 38.4 µs a message, 60 % busy | 1 |")
                .contains("| 76.0 TB |")
                .contains("| Redis | 1.50 µs a message, one core each, 60 % busy | 3 |");
    }

    @Test
    void saysNothingWithoutFigures() {
        assertThat(Paper.table(new Figures())).isEmpty();
    }
}

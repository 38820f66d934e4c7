package org.distrisocks.bench.relay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One node. {@code chat.relay-port} is RabbitMQ's for STOMP, on 127.0.0.1. */
@SpringBootApplication
public class RelayApplication {

    public static void main(String... args) {
        SpringApplication.run(RelayApplication.class, args);
    }
}

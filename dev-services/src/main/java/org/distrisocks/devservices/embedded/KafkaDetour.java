package org.distrisocks.devservices.embedded;

import org.distrisocks.devservices.service.LoopbackPort;

/**
 * A second way to Kafka, for clients that are to come through a proxy: who connects to {@code port} is told that the
 * broker is at {@code advertised}.
 *
 * @param port where Kafka listens for the proxy
 * @param advertised where the proxy listens for the clients
 */
public record KafkaDetour(LoopbackPort port, LoopbackPort advertised) {}

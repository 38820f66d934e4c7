/**
 * A chat as a Spring team writes it with what the documentation says: STOMP over WebSocket, RabbitMQ behind
 * {@code StompBrokerRelay}, statuses by JPA. A server to compare with.
 */
@NullMarked
package org.distrisocks.bench.relay;

import org.jspecify.annotations.NullMarked;

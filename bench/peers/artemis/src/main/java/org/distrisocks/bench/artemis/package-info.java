/** Apache Artemis as a server to compare with: one broker, STOMP over WebSocket, durable. */
@NullMarked
package org.distrisocks.bench.artemis;

import org.jspecify.annotations.NullMarked;

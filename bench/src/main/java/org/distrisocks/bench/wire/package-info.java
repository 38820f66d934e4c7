/** STOMP over WebSocket as octets: one thread with a selector, many connections, nothing of any server's code. */
@NullMarked
package org.distrisocks.bench.wire;

import org.jspecify.annotations.NullMarked;

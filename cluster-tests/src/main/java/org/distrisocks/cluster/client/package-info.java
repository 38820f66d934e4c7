/** A STOMP client made of Spring's, that speaks the wire contract and nothing else of ours. */
@NullMarked
package org.distrisocks.cluster.client;

import org.jspecify.annotations.NullMarked;

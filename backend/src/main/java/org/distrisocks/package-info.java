/** One pod: STOMP in front, Kafka, Redis and PostgreSQL behind. */
@NullMarked
package org.distrisocks;

import org.jspecify.annotations.NullMarked;

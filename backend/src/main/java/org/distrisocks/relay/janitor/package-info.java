/** Deletes what dead pods left in Kafka. */
@NullMarked
package org.distrisocks.relay.janitor;

import org.jspecify.annotations.NullMarked;

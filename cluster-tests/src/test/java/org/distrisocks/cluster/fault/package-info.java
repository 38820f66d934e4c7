/** Faults of pods, services and networks, made on purpose, and the promises under them. */
@NullMarked
package org.distrisocks.cluster.fault;

import org.jspecify.annotations.NullMarked;

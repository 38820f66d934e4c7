/** STOMP clients that we did not write, tried on real pods. */
@NullMarked
package org.distrisocks.cluster.thirdparty;

import org.jspecify.annotations.NullMarked;

/** Users who write to each other all the time, by clients that behave well. */
@NullMarked
package org.distrisocks.cluster.traffic;

import org.jspecify.annotations.NullMarked;

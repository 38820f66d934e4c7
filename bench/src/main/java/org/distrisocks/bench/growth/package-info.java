/** What becomes of the cost when there are more pods, users, rows and topics: {@code ./run bench --growth}. */
@NullMarked
package org.distrisocks.bench.growth;

import org.jspecify.annotations.NullMarked;

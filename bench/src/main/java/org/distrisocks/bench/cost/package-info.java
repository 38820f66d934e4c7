/** What processes cost, as the operating system tells it. */
@NullMarked
package org.distrisocks.bench.cost;

import org.jspecify.annotations.NullMarked;

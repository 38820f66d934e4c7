/** What pods tell of themselves while they run: spans and log lines. */
@NullMarked
package org.distrisocks.cluster.observe;

import org.jspecify.annotations.NullMarked;

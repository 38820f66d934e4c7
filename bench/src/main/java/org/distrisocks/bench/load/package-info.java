/** Sessions, pairs and loads, and what became of each message. Knows the wire, and no server. */
@NullMarked
package org.distrisocks.bench.load;

import org.jspecify.annotations.NullMarked;

/** The hot spots of a message by themselves: {@code ./run jmh}. */
@NullMarked
package org.distrisocks.bench.jmh;

import org.jspecify.annotations.NullMarked;

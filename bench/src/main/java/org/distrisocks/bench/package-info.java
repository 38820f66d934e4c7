/** {@code ./run bench}: starts what is measured, runs the loads on it, and tells what came of it. */
@NullMarked
package org.distrisocks.bench;

import org.jspecify.annotations.NullMarked;

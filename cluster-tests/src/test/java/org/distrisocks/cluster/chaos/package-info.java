/** One fault after another, drawn by a seed. */
@NullMarked
package org.distrisocks.cluster.chaos;

import org.jspecify.annotations.NullMarked;

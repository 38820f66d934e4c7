/** Whole paths through real pods, and the kit's own logic. */
@NullMarked
package org.distrisocks.cluster;

import org.jspecify.annotations.NullMarked;

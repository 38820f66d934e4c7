/** Real pods as processes of their own over real services: for {@code ./run}, for tests, for measurements. */
@NullMarked
package org.distrisocks.cluster;

import org.jspecify.annotations.NullMarked;

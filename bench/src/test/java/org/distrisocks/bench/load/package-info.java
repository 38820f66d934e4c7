@NullMarked
package org.distrisocks.bench.load;

import org.jspecify.annotations.NullMarked;

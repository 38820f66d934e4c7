@NullMarked
package org.distrisocks.bench.wire;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.distrisocks.bench.dialect;

import org.jspecify.annotations.NullMarked;

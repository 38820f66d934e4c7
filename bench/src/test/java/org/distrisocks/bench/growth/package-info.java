@NullMarked
package org.distrisocks.bench.growth;

import org.jspecify.annotations.NullMarked;

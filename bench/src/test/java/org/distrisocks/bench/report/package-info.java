@NullMarked
package org.distrisocks.bench.report;

import org.jspecify.annotations.NullMarked;

/** What was measured, as tables, plots and the page {@code docs/performance.md}. */
@NullMarked
package org.distrisocks.bench.report;

import org.jspecify.annotations.NullMarked;

/** One pod as an operating system's process: its start, its readiness, its end, its log. */
@NullMarked
package org.distrisocks.cluster.pod;

import org.jspecify.annotations.NullMarked;

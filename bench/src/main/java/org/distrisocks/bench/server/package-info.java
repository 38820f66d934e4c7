/** Servers that are measured: how each is started, reached and stopped, and of which processes it consists. */
@NullMarked
package org.distrisocks.bench.server;

import org.jspecify.annotations.NullMarked;

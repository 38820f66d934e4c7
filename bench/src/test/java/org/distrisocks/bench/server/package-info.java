@NullMarked
package org.distrisocks.bench.server;

import org.jspecify.annotations.NullMarked;

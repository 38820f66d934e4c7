@NullMarked
package org.distrisocks.bench;

import org.jspecify.annotations.NullMarked;

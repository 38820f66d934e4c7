@NullMarked
package org.distrisocks.cluster.pod;

import org.jspecify.annotations.NullMarked;

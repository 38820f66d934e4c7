/** What {@code ./run} adds to the cluster view: bots that write to each other, and pods to be killed. No pod knows of it. */
@NullMarked
package org.distrisocks.cluster.demo;

import org.jspecify.annotations.NullMarked;

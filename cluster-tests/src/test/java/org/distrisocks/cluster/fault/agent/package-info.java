/** A Java agent for a pod under test: fail points and breakage, woven into the production classes as they load. */
@NullMarked
package org.distrisocks.cluster.fault.agent;

import org.jspecify.annotations.NullMarked;

package org.distrisocks.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Takes the two pods of {@link SharedCluster}, one test class after the other; with {@code -Dtest.lanes=true} tests of faults run beside them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedCluster.class)
@ResourceLock(OnTwoPods.LANE)
public @interface OnTwoPods {

    /** The lock of all test classes that are no {@code FaultTest}. */
    String LANE = "two pods";
}

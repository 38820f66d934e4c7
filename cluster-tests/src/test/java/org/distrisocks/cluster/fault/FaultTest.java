package org.distrisocks.cluster.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs on the cluster of {@link OnSharedCluster}: in the short tier with short leases, sweeps and outages, in the long tier
 * with those of production.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("both")
@ExtendWith(OnSharedCluster.class)
@interface FaultTest {}

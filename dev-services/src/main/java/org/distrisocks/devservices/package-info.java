/** Starts, or finds, the Kafka, PostgreSQL and Redis that a pod needs, as a library or as a program of its own. */
@NullMarked
package org.distrisocks.devservices;

import org.jspecify.annotations.NullMarked;

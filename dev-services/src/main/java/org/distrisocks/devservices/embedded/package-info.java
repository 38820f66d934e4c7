/** The services run by this JVM: Kafka inside it, PostgreSQL and Redis as its child processes. */
@NullMarked
package org.distrisocks.devservices.embedded;

import org.jspecify.annotations.NullMarked;

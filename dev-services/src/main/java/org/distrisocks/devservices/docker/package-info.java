/** The services run in containers of a Docker engine, by Testcontainers. */
@NullMarked
package org.distrisocks.devservices.docker;

import org.jspecify.annotations.NullMarked;

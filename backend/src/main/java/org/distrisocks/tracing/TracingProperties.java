package org.distrisocks.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.tracing.*}.
 *
 * @param enabled whether messages have spans; where these go, and how many messages have some, say {@code
 *     management.opentelemetry.tracing.*} and {@code management.tracing.sampling.*}
 */
@ConfigurationProperties("distrisocks.tracing")
record TracingProperties(@DefaultValue("false") boolean enabled) {}

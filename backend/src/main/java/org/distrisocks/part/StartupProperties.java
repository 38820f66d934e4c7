package org.distrisocks.part;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * {@code distrisocks.startup.*}.
 *
 * @param waits whether a start waits for Kafka, Redis and PostgreSQL; otherwise it fails when one is missing
 * @param limit for how long it waits at most; null: for ever
 */
@ConfigurationProperties("distrisocks.startup")
record StartupProperties(
        @Name("wait") @DefaultValue("true") boolean waits,
        @Nullable Duration limit) {}

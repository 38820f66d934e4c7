package org.distrisocks.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code distrisocks.delivery.*}.
 *
 * @param page messages that are read from an inbox at once
 * @param held live messages that wait behind one subscription's inbox; what is over it stays in the inbox
 * @param remembered of the last messages written to one subscription, so that none is written twice
 */
@ConfigurationProperties("distrisocks.delivery")
record DeliveryProperties(
        @DefaultValue("200") int page,
        @DefaultValue("1000") int held,
        @DefaultValue("2000") int remembered) {}

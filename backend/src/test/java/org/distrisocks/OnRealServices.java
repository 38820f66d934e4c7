package org.distrisocks;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A test of which the pod uses {@link RealServices}. */
public interface OnRealServices {

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        RealServices.properties().forEach((name, value) -> registry.add(name, () -> value));
    }
}

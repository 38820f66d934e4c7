package org.distrisocks;

import java.util.Map;
import org.distrisocks.devservices.DevServices;
import org.distrisocks.devservices.DevServicesOptions;
import org.springframework.boot.SpringApplication;

/**
 * The Kafka, PostgreSQL and Redis of all tests in this JVM, started at the first call. They are embedded, or what
 * {@code -Ddistrisocks.services} says, and are stopped after the last Spring context.
 */
public final class RealServices {

    private static final DevServices SERVICES = DevServices.start(DevServicesOptions.fromSystemProperties());

    static {
        SpringApplication.getShutdownHandlers().add(SERVICES::close);
    }

    /** The Spring properties that point a pod at them. */
    public static Map<String, String> properties() {
        return SERVICES.addresses().asSpringProperties();
    }

    /** For a test that takes one of them away and gives it back. */
    public static DevServices services() {
        return SERVICES;
    }

    private RealServices() {}
}

package org.distrisocks.devservices;

import java.util.Locale;

/** Who runs the services. */
public enum ServiceMode {
    /** This JVM: Kafka in it, PostgreSQL and Redis as its child processes. */
    EMBEDDED,
    /** A Docker engine, by Testcontainers. */
    DOCKER,
    /** Others; they are only asked whether they answer. */
    EXTERNAL;

    /**
     * Reads {@code embedded}, {@code docker} or {@code external}, in any case.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static ServiceMode parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "embedded" -> EMBEDDED;
            case "docker" -> DOCKER;
            case "external" -> EXTERNAL;
            default ->
                throw new IllegalArgumentException("services must be embedded, docker or external, not '" + text + "'");
        };
    }
}

package org.distrisocks.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Objects that all test classes of a JVM share, from their first use until the JVM ends. JUnit's root store ends with each
 * class if Failsafe distributes the classes over several JVMs.
 */
public final class PerJvm {

    private static final Map<Class<?>, Object> SHARED = new ConcurrentHashMap<>();

    private PerJvm() {}

    /** The one of this JVM, which is started if there is none yet. */
    public static <T extends AutoCloseable> T get(Class<T> type, Supplier<T> start) {
        return type.cast(SHARED.computeIfAbsent(type, _ -> {
            T shared = start.get();
            Runtime.getRuntime().addShutdownHook(new Thread(closing(shared), "close-" + type.getSimpleName()));
            return shared;
        }));
    }

    /** The one of this JVM, if it has been started. */
    public static <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(SHARED.get(type)).map(type::cast);
    }

    private static Runnable closing(AutoCloseable shared) {
        return () -> {
            try {
                shared.close();
            } catch (Exception failed) {
                throw new IllegalStateException(shared + " does not close", failed);
            }
        };
    }
}

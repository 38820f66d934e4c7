package org.distrisocks.part;

/**
 * A server that a pod needs. Each is implemented as a component in the package that knows its technology, and is made
 * twice: by {@link StartGate} in a small context before that of the pod, and in the pod's own for {@link PartGauges}. So
 * it may ask for nothing but what Spring Boot configures for that technology.
 */
public interface Part {

    /** For people: {@code PostgreSQL}. In lower case it is the tag of its gauge. */
    String name();

    /** Where it is looked for, without a password: {@code jdbc:postgresql://db:5432/distrisocks}. */
    String address();

    /** What is degraded while it is down, for the log: {@code delivery falls back to the inbox sweep}. */
    String degrades();

    /**
     * Asks it something that only it can answer, and returns if it does. Takes 3 s at most. One thread at a time.
     *
     * @throws Exception if it cannot be reached, does not answer in time or refuses
     */
    void probe() throws Exception;
}

package org.distrisocks.devservices.service;

/**
 * One service that a pod needs. Its address is fixed when it is made, so it can be stopped and started under running
 * clients, as a fault test does. Safe for use by many threads.
 */
public interface DevService extends AutoCloseable {

    /** What messages call it: {@code kafka}, {@code postgresql} or {@code redis}. */
    String name();

    /**
     * Where clients connect, the same for all its life: {@code 127.0.0.1:9092}, for PostgreSQL
     * {@code jdbc:postgresql://127.0.0.1:5432/distrisocks}.
     */
    String address();

    /**
     * Starts it and returns when it answers a client. Does nothing when it runs.
     *
     * @throws DevServiceException if it cannot be started, with the cause in one line
     */
    void start();

    /**
     * Stops it in good order and keeps its data and its address for the next {@link #start()}. Does nothing when it is
     * stopped.
     *
     * @throws DevServiceException if it does not stop
     * @throws UnsupportedOperationException if others run it, and so it is not ours to stop
     */
    void stop();

    /**
     * SIGKILL to it and all its processes: no goodbye of any kind. {@link #start()} starts it again as after a crash.
     * Does nothing when it is stopped.
     *
     * @throws UnsupportedOperationException if it is no process of ours
     */
    default void kill() {
        throw new UnsupportedOperationException(name() + " is no process of ours");
    }

    /**
     * SIGSTOP to it and all its processes: it stands still, and its connections stay open.
     *
     * @throws UnsupportedOperationException if it is no process of ours
     */
    default void pause() {
        throw new UnsupportedOperationException(name() + " is no process of ours");
    }

    /**
     * SIGCONT, after {@link #pause()}.
     *
     * @throws UnsupportedOperationException if it is no process of ours
     */
    default void resume() {
        throw new UnsupportedOperationException(name() + " is no process of ours");
    }

    /**
     * The number of its process, while it runs; its descendants belong to it.
     *
     * @throws UnsupportedOperationException if it is no process of ours
     */
    default long pid() {
        throw new UnsupportedOperationException(name() + " is no process of ours");
    }

    /** Stops it for good, if it is ours to stop; may be called again. */
    @Override
    void close();
}

package org.distrisocks.devservices.service;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks a service one harmless question, as a client would. */
@FunctionalInterface
public interface Probe {

    /** How long one question may take. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Asks once.
     *
     * @throws Exception if there is no answer within {@link #PATIENCE}, or a wrong one
     */
    void ask() throws Exception;

    /**
     * Asks until there is an answer.
     *
     * @param service named in the exception
     * @param limit how long to go on asking
     * @param alive false once it is in vain to wait, such as when the process has ended
     * @throws DevServiceException if the limit passes or {@code alive} turns false before there is an answer
     */
    default void await(String service, Duration limit, BooleanSupplier alive) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean worthWaiting = alive.getAsBoolean();
            try {
                ask();
                return;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DevServiceException(service, "interrupted while waiting for its answer", interrupted);
            } catch (Exception noAnswer) {
                if (!worthWaiting || System.nanoTime() > deadline) {
                    throw new DevServiceException(service, "does not answer (" + reason(noAnswer) + ")", noAnswer);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String reason(Exception noAnswer) {
        String message = noAnswer.getMessage();
        return message == null ? noAnswer.getClass().getSimpleName() : message;
    }
}

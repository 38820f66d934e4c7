package org.distrisocks.devservices.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Poll.until(
                () -> {
                    boolean worthWaiting = alive.getAsBoolean();
                    failure.set(failure());
                    return failure.get() == null || !worthWaiting;
                },
                Duration.ofMillis(20),
                limit);
        Exception noAnswer = failure.get();
        if (noAnswer != null && Thread.currentThread().isInterrupted()) {
            throw new DevServiceException(service, "interrupted while waiting for its answer", noAnswer);
        }
        if (noAnswer != null) {
            throw new DevServiceException(service, "does not answer (" + reason(noAnswer) + ")", noAnswer);
        }
    }

    /** Asks once; null if there is an answer. */
    private @Nullable Exception failure() {
        try {
            ask();
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted;
        } catch (Exception noAnswer) {
            return noAnswer;
        }
    }

    private static String reason(Exception noAnswer) {
        String message = noAnswer.getMessage();
        return message == null ? noAnswer.getClass().getSimpleName() : message;
    }
}

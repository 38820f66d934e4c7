package org.distrisocks.part;

import org.springframework.core.NestedExceptionUtils;

/** Why a part does not answer, in one line. */
final class Reason {

    /** The deepest cause says most: {@code Connection refused}, {@code password authentication failed for user "…"}. */
    static String of(Exception failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }

    private Reason() {}
}

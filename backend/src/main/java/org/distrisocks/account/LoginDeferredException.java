package org.distrisocks.account;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;

/** A login that was neither believed nor refused: try again in a while. The message is fit for the client. */
public class LoginDeferredException extends AuthenticationException {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final String reason;
    private final HttpStatus status;
    private final Duration wait;

    private LoginDeferredException(String reason, HttpStatus status, Duration wait) {
        super(reason);
        this.reason = reason;
        this.status = status;
        this.wait = wait;
    }

    /** What is needed to judge it does not answer. */
    static LoginDeferredException unavailable(Throwable cause) {
        LoginDeferredException deferred = busy();
        deferred.initCause(cause);
        return deferred;
    }

    /** Too many others want to be judged. */
    static LoginDeferredException busy() {
        return new LoginDeferredException(
                "logins cannot be checked at the moment, try again", HttpStatus.SERVICE_UNAVAILABLE, SOON);
    }

    /** Too many logins with this name were wrong. */
    static LoginDeferredException throttled(Duration wait) {
        Duration seconds = wait.plusSeconds(1).minusNanos(1).truncatedTo(ChronoUnit.SECONDS);
        return new LoginDeferredException(
                "too many wrong passwords for this name, try again in %d s".formatted(seconds.toSeconds()),
                HttpStatus.TOO_MANY_REQUESTS,
                seconds);
    }

    /** Never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return reason;
    }

    /** What it is over HTTP; over STOMP it is an ERROR frame. */
    public HttpStatus status() {
        return status;
    }

    /** How long to wait before the next try, 1 or more. */
    public long waitSeconds() {
        return wait.toSeconds();
    }
}

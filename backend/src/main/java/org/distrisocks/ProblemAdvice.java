package org.distrisocks;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.distrisocks.account.LoginDeferredException;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.session.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * The edge where exceptions become problems (RFC 9457), for the controllers of every package and for the filter that
 * asks for a token. What a client got wrong, field by field, stands in {@code errors}; what it sent is never repeated.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /**
     * One thing that is wrong with a request.
     *
     * @param field the name on the wire, for example {@code display_name}
     * @param reason the broken rule, for example {@code must be given}
     */
    record FieldError(String field, String reason) {

        static FieldError of(String javaName, @Nullable String reason) {
            String wireName = javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
            return new FieldError(wireName, reason == null ? "is not valid" : reason);
        }
    }

    /** 401: no token, a bad one, or a login that failed; RFC 9110, section 11.6.1, wants the challenge. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(AuthenticationException failure) {
        String detail = switch (failure) {
            case BadCredentialsException wrong -> wrong.getMessage();
            case InsufficientAuthenticationException _ -> "this needs the header Authorization: Bearer TOKEN";
            default -> "the token is not valid, or no longer";
        };
        String challenge = switch (failure) {
            case BadCredentialsException _, InsufficientAuthenticationException _ -> "Bearer";
            default -> "Bearer error=\"invalid_token\"";
        };
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.UNAUTHORIZED, detail));
    }

    /** 429 or 503: a login that was not judged. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(LoginDeferredException deferred) {
        return ResponseEntity.status(deferred.status())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(deferred.waitSeconds()))
                .body(ProblemDetail.forStatusAndDetail(deferred.status(), deferred.getMessage()));
    }

    /** 400: an id that a controller could not read. */
    @ExceptionHandler
    ProblemDetail on(InvalidIdException invalid) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, invalid.getMessage());
    }

    /** 503: PostgreSQL or Redis is unavailable, or gave this request up for another, as in a deadlock. */
    @ExceptionHandler({
        TransientDataAccessException.class,
        NonTransientDataAccessResourceException.class,
        RecoverableDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> onUnavailable(RuntimeException unavailable) {
        log.warn("a request could not be answered: {}", unavailable.getMessage());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the storage is unavailable, try again");
        problem.setType(URI.create(ProblemType.STORAGE_UNAVAILABLE.uri()));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getBindingResult().getFieldErrors().stream()
                .map(error -> FieldError.of(error.getField(), error.getDefaultMessage()))
                .toList();
        return answer(invalid, errors, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(MessageSourceResolvable::getDefaultMessage)
                        .map(reason -> FieldError.of(
                                String.valueOf(result.getMethodParameter().getParameterName()), reason)))
                .toList();
        return answer(invalid, errors, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String reason = NestedExceptionUtils.getMostSpecificCause(mismatch) instanceof InvalidIdException invalid
                ? invalid.rule()
                : "is not valid";
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return answer(mismatch, List.of(FieldError.of(name, reason)), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unread, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "the body is not the JSON that is wanted");
        return handleExceptionInternal(unread, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "there is nothing here");
        return handleExceptionInternal(missing, problem, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception cause, List<FieldError> errors, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "the request breaks the rules in errors");
        problem.setProperty("errors", errors);
        return handleExceptionInternal(cause, problem, headers, status, request);
    }
}

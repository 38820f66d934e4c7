package org.distrisocks.cluster.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A MESSAGE on {@code /user/queue/errors}: a problem of RFC 9457.
 *
 * @param type a URI that names the kind
 * @param title the kind in words
 * @param status as in HTTP
 * @param detail which field and why
 * @param clientId of the SEND; null if it had none that could be read
 * @param errors the fields at fault; empty if no field is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SendProblem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String clientId,
        List<FieldError> errors) {

    public SendProblem {
        errors = Objects.requireNonNullElse(errors, List.of());
    }

    /** One field and the rule that it breaks. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FieldError(String field, String reason) {}
}

package org.distrisocks.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a SEND was not taken (RFC 9457), for {@link Destination#ERRORS} and for REST.
 *
 * @param type what kind of problem, and what the client should do
 * @param detail which field and why, fit for a person
 * @param clientId of the message; null if it had none that could be read
 * @param errors the fields at fault, as they are named on the wire; empty if no field is
 */
public record Problem(
        ProblemType type, String detail, @Nullable String clientId, List<FieldError> errors) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * @param field for example {@code receiver_id}
     * @param reason for example {@code must be given}
     */
    public record FieldError(String field, String reason) {}

    /** A problem with one field: its detail is the field and the reason. */
    public static Problem of(ProblemType type, String field, String reason, @Nullable String clientId) {
        return new Problem(type, field + " " + reason, clientId, List.of(new FieldError(field, reason)));
    }

    /** Of no SEND, but of the session. */
    static Problem loginEnds(Instant at) {
        String detail = "the login ends at %s: SEND a new token to %s, or connect again with one"
                .formatted(at, Destination.TOKEN);
        return new Problem(ProblemType.LOGIN_ENDS, detail, null, List.of());
    }

    /** As it goes over the wire, UTF-8. */
    public byte[] toJson() {
        return JSON.writeValueAsBytes(new Body(type.uri(), type.title(), type.status(), detail, clientId, errors));
    }

    private record Body(
            String type,
            String title,
            int status,
            String detail,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String clientId,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {}
}

package org.distrisocks.submission;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.distrisocks.identity.InvalidIdException;
import org.distrisocks.identity.MessageIdGenerator;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.NewMessage;
import org.distrisocks.session.Problem;
import org.distrisocks.session.ProblemType;
import org.distrisocks.settings.SettingsChanged;
import org.distrisocks.submission.ParsedSend.Invalid;
import org.distrisocks.submission.ParsedSend.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads the body of a SEND and checks it by the rules of the wire contract (DESIGN §3). */
@Component
class SendParser {

    /** Ours is flat. What we do not know is skipped, to this depth. */
    private static final int MAX_DEPTH = 16;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private final MessageIdGenerator ids = new MessageIdGenerator();
    private volatile MessageLimits limits;

    SendParser(MessageLimits limits) {
        this.limits = limits;
    }

    @EventListener
    void on(SettingsChanged changed) {
        changed.read(MessageLimits.class, fresh -> limits = fresh);
    }

    /** The body as it comes, each field absent if the client left it out; the seed's spelling of the receiver is read too. */
    @Schema(requiredProperties = {"receiver_id", "payload"})
    record SendBody(
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("sender_id") @Nullable String senderId,

            @JsonProperty("receiver_id") @JsonAlias("reciever_id") @Nullable String receiverId,

            @JsonProperty("payload") @Nullable String payload) {}

    /**
     * @param sender who logged in
     * @param headers the user-defined ones
     */
    ParsedSend parse(UserId sender, Map<String, String> headers, byte[] body) {
        SendBody read;
        try {
            read = JSON.readValue(body, SendBody.class);
        } catch (DatabindException misshapen) {
            return new Invalid(problem(misshapen, clientId(body)));
        } catch (StreamConstraintsException deep) {
            return invalid("body", "must not be nested deeper than " + MAX_DEPTH, null);
        } catch (JacksonException notJson) {
            return invalid("body", "must be JSON", null);
        }
        if (read == null) {
            return invalid("body", "must be a JSON object", null);
        }
        return check(sender, headers, read);
    }

    private ParsedSend check(UserId sender, Map<String, String> headers, SendBody read) {
        String clientId = read.clientId;
        if (clientId != null) {
            if (clientId.isEmpty() || clientId.length() > limits.maxClientId()) {
                return invalid("client_id", "must have 1 to " + limits.maxClientId() + " characters", null);
            }
            if (!Text.isStorable(clientId)) {
                return invalid("client_id", Text.NOT_STORABLE, null);
            }
        }
        if (read.senderId != null && !read.senderId.equals(sender.value())) {
            return new Invalid(Problem.of(
                    ProblemType.FOREIGN_SENDER, "sender_id", "must be the one who logged in, or left out", clientId));
        }
        if (read.receiverId == null) {
            return invalid("receiver_id", "must be given", clientId);
        }
        String payload = read.payload;
        if (payload == null || payload.isEmpty()) {
            return invalid("payload", "must not be empty", clientId);
        }
        long most = limits.maxPayload().toBytes();
        if (Text.isLonger(payload, most)) {
            return invalid(
                    "payload",
                    "must have at most %d bytes of UTF-8, not %d".formatted(most, Text.bytes(payload)),
                    clientId);
        }
        if (!Text.isStorable(payload)) {
            return invalid("payload", Text.NOT_STORABLE, clientId);
        }
        String tooMany = headerRuleBroken(headers);
        if (tooMany != null) {
            return invalid("headers", tooMany, clientId);
        }
        try {
            UserId receiver = new UserId(read.receiverId);
            return new Valid(new NewMessage(ids.next(), sender, receiver, clientId, payload, json(headers)));
        } catch (InvalidIdException malformed) {
            return invalid("receiver_id", malformed.rule(), clientId);
        }
    }

    private @Nullable String headerRuleBroken(Map<String, String> headers) {
        if (headers.size() > limits.maxUserHeaders()) {
            return "must be at most " + limits.maxUserHeaders() + " beside those of STOMP";
        }
        long octets = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            octets += header.getKey().getBytes(StandardCharsets.UTF_8).length;
            octets += header.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        return octets > limits.maxUserHeaderSize().toBytes()
                ? "must have at most %d bytes together, not %d"
                        .formatted(limits.maxUserHeaderSize().toBytes(), octets)
                : null;
    }

    private static @Nullable String json(Map<String, String> headers) {
        return headers.isEmpty() ? null : JSON.writeValueAsString(headers);
    }

    /** Of a body that is not taken for another reason; null if it has no client id that is text. */
    static @Nullable String clientId(byte[] body) {
        try {
            JsonNode clientId = JSON.readTree(body).path("client_id");
            return clientId.isString() ? clientId.stringValue() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static Problem problem(DatabindException misshapen, @Nullable String clientId) {
        for (JacksonException.Reference step : misshapen.getPath()) {
            if (step.getPropertyName() != null) {
                return Problem.of(ProblemType.INVALID_MESSAGE, step.getPropertyName(), "must be a string", clientId);
            }
        }
        return Problem.of(ProblemType.INVALID_MESSAGE, "body", "must be a JSON object", clientId);
    }

    private static Invalid invalid(String field, String reason, @Nullable String clientId) {
        return new Invalid(Problem.of(ProblemType.INVALID_MESSAGE, field, reason, clientId));
    }
}

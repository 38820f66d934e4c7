package org.distrisocks.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The user-defined headers of a SEND, as they travel with the message: a JSON object of strings. */
final class UserHeaders {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    /** Empty for null. */
    static Map<String, String> parse(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, STRINGS);
    }

    private UserHeaders() {}
}

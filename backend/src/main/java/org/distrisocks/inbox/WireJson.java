package org.distrisocks.inbox;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it goes over the wire: snake_case, UTF-8, times as in RFC 3339. */
final class WireJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    static byte[] bytes(Object body) {
        return JSON.writeValueAsBytes(body);
    }

    private WireJson() {}
}

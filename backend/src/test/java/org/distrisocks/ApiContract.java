package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.distrisocks.HttpApi.Answer;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI 3.1 document, against which requests and answers are held. A name that the document does not have is a fault
 * here, though clients pass over such names.
 */
final class ApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    ApiContract(String document) throws IOException {
        this.document = JSON.readTree(document);
        this.document.path("components").path("schemas").forEach(ApiContract::close);
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** All answers that are documented, for example {@code post /api/auth/login 200}. */
    Set<String> documented() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status -> all.add(key(operation.getKey(), path.getKey(), status)))));
        return all;
    }

    /** Those of {@link #documented} that have been checked. */
    Set<String> seen() {
        return seen;
    }

    /** The answer is documented, and so is what was asked if the pod has taken it. */
    void check(String method, String path, @Nullable String body, Answer answer) throws IOException {
        String status = Integer.toString(answer.status());
        String name = key(method, path, status);
        JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        JsonNode response = operation.path("responses").path(status);
        assertThat(response.isObject()).as("%s is documented", name).isTrue();
        seen.add(name);
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            assertThat(answer.contentType()).as("content of %s", name).isEmpty();
        } else {
            String type = answer.contentType().replaceFirst(";.*", "");
            assertThat(content.fieldNames())
                    .toIterable()
                    .as("types of %s", name)
                    .containsExactly(type);
            validate(name, content.path(type).path("schema"), answer.body().toString());
        }
        if (body != null && answer.status() < 300) {
            validate(
                    "request of " + name,
                    operation
                            .path("requestBody")
                            .path("content")
                            .path("application/json")
                            .path("schema"),
                    body);
        }
    }

    private void validate(String name, JsonNode schema, String json) throws IOException {
        assertThat(schema.isObject()).as("%s has a schema", name).isTrue();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        Set<ValidationMessage> faults = SCHEMAS.getSchema(whole).validate(JSON.readTree(json));
        assertThat(faults).as("%s: %s", name, json).isEmpty();
    }

    private static String key(String method, String path, String status) {
        return method.toLowerCase(Locale.ROOT) + " " + path + " " + status;
    }
}

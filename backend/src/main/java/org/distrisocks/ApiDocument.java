package org.distrisocks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * What springdoc cannot see in the controllers for {@code /v3/api-docs} (OpenAPI 3.1): names in snake_case, what may be
 * null, who needs a token, and the problems. {@code OpenApiIT} holds the answers of a pod against the document.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    /** Those of a request's content, beside what {@link #problems} adds by rule. */
    private static final Map<String, Set<Integer>> PROBLEMS = Map.of(
            "POST /api/auth/register", Set.of(403, 409),
            "POST /api/auth/login", Set.of(401, 403),
            "POST /api/auth/refresh", Set.of(401, 403),
            "POST /api/auth/logout", Set.of(403),
            "POST /api/messages", Set.of(403, 404, 409),
            "POST /api/conversations/{user}/read", Set.of(404),
            "GET /api/conversations/{user}/messages", Set.of(404),
            "GET /api/messages/{id}", Set.of(404),
            "GET /api/users/{user}", Set.of(404),
            "GET /api/messages/{id}/trace", Set.of(404));

    /**
     * A problem (RFC 9457).
     *
     * @param type {@code urn:distrisocks:problem:NAME} where a client should tell problems of one status apart
     * @param clientId of the message that was refused
     * @param errors the fields at fault
     */
    private record Problem(
            @Nullable String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String instance,
            @Nullable String clientId,
            @Nullable List<ProblemAdvice.FieldError> errors) {}

    @Bean
    RecordSchemas recordSchemas(ObjectMapperProvider provider) {
        SpringDocUtils.getConfig().replaceWithSchema(UserId.class, new StringSchema());
        return new RecordSchemas(
                provider.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    OpenApiCustomizer document() {
        return document -> {
            document.info(new Info().title("distriSocks").version("1"));
            document.getComponents()
                    .addSecuritySchemes(
                            BEARER,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme(BEARER)
                                    .bearerFormat("JWT"));
            ModelConverters.getInstance(true)
                    .readAll(new AnnotatedType(Problem.class))
                    .forEach(document.getComponents()::addSchemas);
            complete(document);
        };
    }

    private static void complete(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    if (!path.startsWith("/api/auth/")) {
                        operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
                    }
                    problems(path, method, operation)
                            .forEach(status ->
                                    operation.getResponses().addApiResponse(status.toString(), problem(status)));
                }));
    }

    private static Set<Integer> problems(String path, HttpMethod method, Operation operation) {
        Set<Integer> statuses = new TreeSet<>(Set.of(406, 429, 503));
        statuses.addAll(PROBLEMS.getOrDefault(method + " " + path, Set.of()));
        if (operation.getParameters() != null || operation.getRequestBody() != null) {
            statuses.add(400);
        }
        if (operation.getSecurity() != null) {
            statuses.add(401);
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(Set.of(413, 415));
        }
        return statuses;
    }

    private static ApiResponse problem(int status) {
        ApiResponse response = new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(new Schema<>().$ref(PROBLEM))));
        if (status == 429 || status == 503) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER, new Header().description("seconds").schema(new IntegerSchema()));
        }
        return response;
    }
}

package org.distrisocks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of one pod, as one user calls it. */
public final class HttpApi {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final String token;

    private HttpApi(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** As somebody who has not logged in. */
    public static HttpApi at(int port) {
        return new HttpApi(port, "");
    }

    /** Logs in. */
    public HttpApi as(UserId user, String password) {
        Answer answer = post("/api/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
        return with(answer.body().path("access_token").asString());
    }

    /** As whom an access token says. */
    public HttpApi with(String accessToken) {
        return new HttpApi(port, accessToken);
    }

    /** The token of the one who has logged in. */
    public String token() {
        return token;
    }

    public Answer get(String path) {
        return exchange(request(path).GET());
    }

    public Answer post(String path, String json) {
        return exchange(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Any request; its headers are added to that of the token. */
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .expectContinue(body != null && body.length() > 100_000);
        headers.forEach(request::header);
        return exchange(request);
    }

    /**
     * What the pod answered.
     *
     * @param body of JSON
     */
    public record Answer(int status, String contentType, JsonNode body) {}

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(response.body()));
        } catch (IOException broken) {
            throw new AssertionError("the pod did not answer", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }
}

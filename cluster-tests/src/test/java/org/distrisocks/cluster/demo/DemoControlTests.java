package org.distrisocks.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.distrisocks.cluster.pod.PodImage;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.cluster.pod.PodSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages of the pods may play with them, all others may not. */
@SuppressWarnings("NullAway.Init")
class DemoControlTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORIGIN = "http://localhost:8080";

    @TempDir
    private Path folder;

    private Demo demo;
    private JsonNode control;

    @BeforeEach
    void open() throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), "<head></head><cluster-app></cluster-app>");
        demo = Demo.open(folder.resolve("run"), page);
        PodSpec pod = new PodSpec(
                "pod-0", 8080, 9080, new PodImage(page), folder.resolve("log"), Map.of(), Map.of(), List.of());
        demo.begin(List.of(new PodProcess(pod, Duration.ofSeconds(1))), said -> {});
        control = JSON.readTree(folder.resolve("run/demo/control.json").toFile());
    }

    @AfterEach
    void close() {
        demo.close();
    }

    @Test
    void putsThePanelIntoThePage() throws IOException {
        assertThat(folder.resolve("run/cluster.html"))
                .content()
                .contains("demo/demo-panel.js", "demo/demo-panel.css", "<demo-panel></demo-panel>\n  <cluster-app>");
        assertThat(folder.resolve("run/demo/demo-panel.js")).isNotEmptyFile();
    }

    @Test
    void tellsAPageOfAPodHowThingsAre() throws Exception {
        HttpResponse<String> answer = ask("GET", "/state", ORIGIN, token(), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(JSON.readTree(answer.body())
                        .path("pods")
                        .path(0)
                        .path("state")
                        .asString())
                .isEqualTo("down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost:8081", "null", ""})
    void refusesPagesOfOthersEvenWithTheToken(String origin) throws Exception {
        for (String method : List.of("OPTIONS", "POST")) {
            HttpResponse<String> answer = ask(method, "/pods/pod-0/kill", origin, token(), "");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef0123456789abcdef"})
    void refusesWhoeverDoesNotKnowTheToken(String token) throws Exception {
        assertThat(ask("POST", "/pods/pod-0/kill", ORIGIN, token, "").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rate\":301}", "{\"rate\":-1}", "{\"rate\":\"5\"}", "{}", "x"})
    void refusesARateThatCannotBe(String body) throws Exception {
        assertThat(ask("POST", "/traffic", ORIGIN, token(), body).statusCode()).isEqualTo(400);
    }

    @Test
    void namesAPodThatThereIsNot() throws Exception {
        HttpResponse<String> answer = ask("POST", "/pods/pod-7/kill", ORIGIN, token(), "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("there is no pod pod-7");
    }

    private String token() {
        return control.path("token").asString();
    }

    private HttpResponse<String> ask(String method, String path, String origin, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(control.path("url").asString() + path))
                .method(method, BodyPublishers.ofString(body));
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        if (!token.isEmpty()) {
            request.header("X-Demo-Token", token);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}

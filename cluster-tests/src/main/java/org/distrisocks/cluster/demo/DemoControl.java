package org.distrisocks.cluster.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the panel asks for: {@code GET /state}, {@code POST /traffic} with {@code {"rate":20}}, {@code POST /pods/pod-1/kill}
 * and {@code …/start}.
 *
 * <p>Any page that a browser of this machine shows can send requests here. So each has to carry the token, which only a page
 * of a pod can read, in a header, which another page cannot set without a preflight; and only pages of the pods get an
 * answer to that.
 */
final class DemoControl implements HttpHandler {

    private static final String TOKEN_HEADER = "X-Demo-Token";
    private static final Pattern POD = Pattern.compile("/pods/([a-z0-9.-]+)/(kill|start)");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_OCTETS = 1_000;

    private final byte[] token;
    private volatile @Nullable DemoStage stage;

    DemoControl(String token) {
        this.token = token.getBytes(UTF_8);
    }

    void begin(DemoStage ready) {
        stage = ready;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            DemoStage present = stage;
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            if (present == null || origin == null || !present.isServedFrom(origin)) {
                answer(exchange, 403, Map.of("detail", "only pages of the pods may ask"));
                return;
            }
            Headers headers = exchange.getResponseHeaders();
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Vary", "Origin");
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                headers.set("Access-Control-Allow-Methods", "GET, POST");
                headers.set("Access-Control-Allow-Headers", TOKEN_HEADER + ", Content-Type");
                exchange.sendResponseHeaders(204, -1);
            } else if (!isKnown(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))) {
                answer(exchange, 403, Map.of("detail", "the token is not that of this run"));
            } else {
                serve(exchange, present);
            }
        }
    }

    private void serve(HttpExchange exchange, DemoStage present) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String asked = exchange.getRequestMethod() + " " + path;
        Matcher pod = POD.matcher(path);
        try {
            if (asked.equals("GET /state")) {
                answer(exchange, 200, present.state());
            } else if (asked.equals("POST /traffic")) {
                present.write(rate(exchange));
                answer(exchange, 200, present.state());
            } else if (exchange.getRequestMethod().equals("POST") && pod.matches()) {
                if (pod.group(2).equals("kill")) {
                    present.kill(pod.group(1));
                } else {
                    present.start(pod.group(1));
                }
                answer(exchange, 200, present.state());
            } else {
                answer(exchange, 404, Map.of("detail", "there is nothing here"));
            }
        } catch (IllegalArgumentException wrong) {
            answer(exchange, 400, Map.of("detail", String.valueOf(wrong.getMessage())));
        } catch (IllegalStateException notNow) {
            answer(exchange, 503, Map.of("detail", String.valueOf(notNow.getMessage())));
        }
    }

    private static int rate(HttpExchange exchange) throws IOException {
        try {
            JsonNode rate = JSON.readTree(exchange.getRequestBody().readNBytes(MOST_OCTETS))
                    .path("rate");
            if (rate.isInt() && rate.intValue() >= 0 && rate.intValue() <= DemoBots.MOST_PER_SECOND) {
                return rate.intValue();
            }
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("the body must be JSON", notJson);
        }
        throw new IllegalArgumentException("rate must be a whole number from 0 to " + DemoBots.MOST_PER_SECOND);
    }

    private boolean isKnown(@Nullable String given) {
        return given != null && MessageDigest.isEqual(token, given.getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }
}

package org.distrisocks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.distrisocks.CaseTable;
import org.distrisocks.HttpApi;
import org.distrisocks.RealPod;
import org.distrisocks.edge.RawHttp.Answer;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The HTTP part of the abuse suite: what is tried on the two ports, where it is known from, and what is to come of it. */
class HttpHardeningIT extends RealPod {

    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    /** Which a browser may keep, and asks about each time. */
    private static final Set<String> FILES = Set.of("/", "/main.js");

    private static final int MAX_BODY = 131_072;
    private static final String UPGRADE = "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    /** Names of what we are made of, of files that are not ours to show, and anything like {@code 12.1.14}. */
    private static final String TELLING =
            "(?is).*(jetty|spring|tomcat|jakarta|exception|\\bat java|\\borg\\.|root:x|datasource|\\d+\\.\\d+\\.\\d+).*";

    private static final CaseTable TABLE = new CaseTable();

    @LocalManagementPort
    private int managementPort;

    @AfterAll
    static void printTable() {
        System.out.println("\nAbuse of HTTP\n" + TABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dot segments                 | CWE-22         | /../../etc/passwd                     | 400
            dot segments inside          | CWE-22         | /webjars/../application.yml           | 400
            encoded dots                 | CWE-22         | /%2e%2e/%2e%2e/etc/passwd             | 400
            encoded dots inside          | CWE-22         | /static/%2e%2e/application.yml        | 400
            encoded slashes              | CWE-22         | /..%2f..%2fetc/passwd                 | 400
            encoded slash of a WebJar    | CWE-22         | /webjars/%2e%2e%2fapplication.yml     | 400
            encoded twice                | CWE-174        | /%252e%252e/%252e%252e/etc/passwd     | 400
            backslashes                  | CWE-28         | /..\\..\\etc\\passwd                  | 400
            encoded backslashes          | CWE-28         | /..%5c..%5cetc%5cpasswd               | 400
            encoded slash of a trace     | CWE-22         | /api/messages/a%2fb/trace             | 400
            dots within an id            | CWE-22         | /api/conversations/a%2f..%2fb/messages | 400
            dots as an id                | CWE-22         | /api/conversations/%2e%2e/messages    | 400
            NUL within an id             | CWE-158        | /api/conversations/a%00b/messages     | 400
            line end within an id        | CWE-93         | /api/conversations/a%0d%0ab/messages  | 400
            parameter of an id           | CWE-22         | /api/conversations/a;b/messages       | 400
            out of a conversation        | CWE-22         | /api/conversations/%2e%2e%2fauth/login | 400
            id without a token           | CWE-425        | /api/conversations/a%2fb/messages     | 401
            id that leads elsewhere      | CWE-425        | /api/conversations/%2fapi%2fauth/login | 401
            NUL                          | CWE-158        | /application.yml%00.js                | 400
            overlong UTF-8               | CWE-176        | /%c0%ae%c0%ae/etc/passwd              | 400
            broken UTF-8                 | CWE-176        | /%ff%fe                               | 400
            broken percent               | RFC 3986 §2.1  | /%zz                                  | 400
            file of the class path       | CWE-552        | /application.yml                      | 404
            file of the jar              | CWE-552        | /META-INF/MANIFEST.MF                 | 404
            bill of materials            | CWE-552        | /META-INF/sbom/application.cdx.json   | 404
            list of a folder             | CWE-548        | /webjars/                             | 404
            error page asked for         | CWE-756        | /error                                | 404
            actuator                     | WSTG-CONF-05   | /actuator                             | 404
            actuator's health            | WSTG-CONF-05   | /actuator/health                      | 404
            actuator's metrics           | WSTG-CONF-05   | /actuator/prometheus                  | 404
            actuator's environment       | WSTG-CONF-05   | /actuator/env                         | 404
            actuator in capitals         | CWE-178        | /ACTUATOR/env                         | 404
            actuator by two slashes      | CWE-289        | //actuator/env                        | 400
            actuator by a parameter      | CWE-22         | /actuator;x=y/env                     | 400
            actuator by dots, parameter  | CWE-22         | /actuator/..;/env                     | 400
            actuator from below api      | CWE-22         | /api/..;/actuator/env                 | 400
            api                          | CWE-425        | /api/users                            | 401
            api with an encoded letter   | CWE-177        | /api/%75sers                          | 401
            api with a slash at its end  | CWE-177        | /api/users/                           | 401
            api in capitals              | CWE-178        | /API/users                            | 404
            api by a parameter           | CWE-22         | /api;x=y/users                        | 400
            api by two slashes           | CWE-22         | //api/users                           | 400
            api by a dot                 | CWE-22         | /api/./users                          | 400
            way in, with a slash         | CWE-177        | /api/auth/login/                      | 401
            """)
    void refusesTricksWithPaths(String name, String source, String path, int expected) {
        new Attempt(name, source, get(path, ""), expected).on(port);
    }

    @ParameterizedTest
    @MethodSource
    void refusesBrokenRequests(Attempt attempt) {
        attempt.on(port);
    }

    static Stream<Attempt> refusesBrokenRequests() {
        return Stream.of(
                new Attempt("no request line", "RFC 9112 §3", "NONSENSE\r\n\r\n", 400),
                new Attempt("HTTP/0.9", "RFC 9112 §2.3", "GET /\r\n\r\n", 505),
                new Attempt("HTTP/9.9", "RFC 9112 §2.3", "GET / HTTP/9.9\r\n" + HOST + "\r\n", 505),
                new Attempt("no Host", "RFC 9112 §3.2", "GET / HTTP/1.1\r\n\r\n", 400),
                new Attempt("two Hosts", "RFC 9112 §3.2", get("/", "Host: other\r\n"), 400),
                new Attempt(
                        "two lengths", "RFC 9112 §6.3", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), 400),
                new Attempt(
                        "length and chunks",
                        "RFC 9112 §6.1",
                        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                        400),
                new Attempt("negative length", "RFC 9110 §8.6", post("Content-Length: -1\r\n", ""), 400),
                new Attempt(
                        "length beyond a long",
                        "RFC 9110 §8.6",
                        post("Content-Length: " + "9".repeat(30) + "\r\n", ""),
                        400),
                new Attempt("header without colon", "RFC 9112 §5", get("/", "nonsense\r\n"), 400),
                new Attempt("space before the colon", "RFC 9112 §5.1", get("/", "X-A : 1\r\n"), 400),
                new Attempt("NUL in a header", "RFC 9110 §5.5", get("/", "X-A: \0\r\n"), 400),
                new Attempt("folded header", "RFC 9112 §5.2", get("/", "X-A: 1\r\n 2\r\n"), 400),
                new Attempt("TRACE", "WSTG-CONF-06", request("TRACE", "/", "", ""), 400),
                new Attempt("unknown method", "WSTG-CONF-06", request("NONSENSE", "/", "", ""), 400),
                new Attempt(
                        "PUT of a file", "WSTG-CONF-06", request("PUT", "/main.js", "Content-Length: 0\r\n", ""), 405),
                new Attempt("long path", "RFC 9110 §15.5.15", get("/" + "a".repeat(20_000), ""), 414),
                new Attempt(
                        "long id", "CWE-674", get("/api/conversations/" + "a".repeat(7_500) + "/messages", ""), 401),
                new Attempt("long header", "RFC 6585 §5", get("/", "X-A: " + "a".repeat(20_000) + "\r\n"), 431),
                new Attempt("many headers", "RFC 6585 §5", get("/", "X-A: 1\r\n".repeat(2_000)), 431),
                new Attempt("range beyond the end", "RFC 9110 §14.4", get("/main.js", "Range: bytes=99999-\r\n"), 416),
                new Attempt("unknown expectation", "RFC 9110 §10.1.1", get("/", "Expect: nonsense\r\n"), 417),
                new Attempt("nonsense in Accept", "RFC 9110 §12.5.1", get("/nothing", "Accept: ////\r\n"), 404),
                new Attempt("/ws without Upgrade", "RFC 6455 §4.2.1", get("/ws", ""), 400),
                new Attempt(
                        "/ws to something else",
                        "RFC 6455 §4.2.1",
                        upgrade("GET", "13", KEY).replace("websocket", "h2c"),
                        400),
                new Attempt("/ws without key", "RFC 6455 §4.2.1", upgrade("GET", "13", ""), 400),
                new Attempt("/ws of another version", "RFC 6455 §4.4", upgrade("GET", "9", KEY), 426),
                new Attempt("/ws by POST", "RFC 6455 §4.1", upgrade("POST", "13", KEY), 405),
                new Attempt(
                        "/ws from elsewhere",
                        "CWE-1385",
                        upgrade("GET", "13", KEY + "Origin: http://evil.example\r\n"),
                        403));
    }

    @ParameterizedTest
    @MethodSource
    void refusesBadBodies(Attempt attempt) {
        attempt.on(port);
    }

    static Stream<Attempt> refusesBadBodies() {
        String credentials = "{\"username\":\"nobody\",\"password\":\"nothing\"";
        return Stream.of(
                new Attempt(
                        "as large as may be",
                        "CWE-770",
                        json(credentials + " ".repeat(MAX_BODY - credentials.length() - 1) + "}"),
                        401),
                new Attempt(
                        "too large, told so",
                        "CWE-770",
                        post(JSON + "Content-Length: " + (MAX_BODY + 1) + "\r\n", ""),
                        413),
                new Attempt("too large, in chunks", "CWE-770", chunked(" ".repeat(MAX_BODY + 1)), 413),
                new Attempt(
                        "too deep",
                        "CWE-674",
                        json("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "," + credentials.substring(1) + "}"),
                        400),
                new Attempt("not closed", "CWE-674", json("[".repeat(60_000)), 400),
                new Attempt("broken off", "RFC 8259", json("{\"username\":"), 400),
                new Attempt(
                        "YAML", "CWE-776", post("Content-Type: application/yaml\r\nContent-Length: 2\r\n", "{}"), 415),
                new Attempt(
                        "a form of another page",
                        "CWE-352",
                        post("Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"),
                        415),
                new Attempt(
                        "unknown charset",
                        "RFC 9110 §8.3",
                        post("Content-Type: application/json;charset=x-none\r\nContent-Length: 2\r\n", "{}"),
                        415));
    }

    @Test
    void refusesAMessageThatIsTooLargeBeforeItIsRead() {
        UserId alice = user("alice");
        String token =
                "Authorization: Bearer " + HttpApi.at(port).as(alice, PASSWORD).token() + "\r\n";
        String large = chunked(" ".repeat(MAX_BODY + 1))
                .replace("/api/auth/login", "/api/messages")
                .replace(JSON, JSON + token);
        new Attempt("large message, in chunks", "CWE-770", large, 413).on(port);
    }

    /** A client must not send its next request on a connection that ends with this answer (RFC 9112 §9.6). */
    @ParameterizedTest
    @CsvSource({
        "415, text/plain, */*, Content-Length: 40",
        "406, application/json, text/csv, Transfer-Encoding: chunked"
    })
    void saysThatItClosesWhenItAnswersBeforeTheBodyHasCome(int expected, String type, String accepted, String length) {
        String headers = "Content-Type: %s\r\nAccept: %s\r\n%s\r\n".formatted(type, accepted, length);
        Answer answer = RawHttp.ask(port, post(headers, "").replace("Connection: close\r\n", ""));

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.headers()).containsEntry("connection", "close");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            list of endpoints       | WSTG-CONF-05 | GET  | /actuator               | 404
            environment             | WSTG-CONF-05 | GET  | /actuator/env           | 404
            heap                    | WSTG-CONF-05 | GET  | /actuator/heapdump      | 404
            bill of materials       | WSTG-CONF-05 | GET  | /actuator/sbom          | 404
            loggers                 | WSTG-CONF-05 | GET  | /actuator/loggers       | 404
            shutdown                | WSTG-CONF-05 | POST | /actuator/shutdown      | 404
            environment by dots     | CWE-22       | GET  | /actuator/health/../env | 400
            environment by dots, ;  | CWE-22       | GET  | /actuator/..;/env       | 400
            login on the wrong port | CWE-749      | POST | /api/auth/login         | 404
            WebSocket, wrong port   | CWE-749      | GET  | /ws                     | 404
            no HTTP                 | RFC 9112 §3  |      | nonsense                | 400
            """)
    void tellsOnTheManagementPortHowItIsAndNothingElse(
            String name, String source, @Nullable String method, String path, int expected) {
        String request = method == null ? path + "\r\n\r\n" : request(method, path, JSON + "Content-Length: 0\r\n", "");
        new Attempt("management: " + name, source, request, expected).on(managementPort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void answersProbesAndPrometheus(String path) {
        assertThat(RawHttp.ask(managementPort, get(path, "")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/main.js", "/v3/api-docs", "/api/users", "/nothing"})
    void sendsTheSameHeadersWithEveryAnswerOfOurs(String path) {
        assertThat(RawHttp.ask(port, get(path, "")).headers())
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .hasEntrySatisfying(
                        "cache-control",
                        caching -> assertThat(caching)
                                .isEqualTo(
                                        FILES.contains(path)
                                                ? "no-cache"
                                                : "no-cache, no-store, max-age=0, must-revalidate"))
                .containsKey("permissions-policy")
                .doesNotContainKeys("strict-transport-security", "set-cookie")
                .hasEntrySatisfying(
                        "content-security-policy",
                        policy -> assertThat(policy)
                                .contains(
                                        "default-src 'none'",
                                        "script-src 'self'",
                                        "frame-ancestors 'none'",
                                        "base-uri 'none'")
                                .doesNotContain("unsafe"));
    }

    /**
     * One row of the table.
     *
     * @param name what is tried
     * @param source where it is known from: a weakness (CWE), a test of OWASP's (WSTG), a rule of an RFC
     */
    record Attempt(String name, String source, String request, int expected) {

        void on(int port) {
            Answer answer = RawHttp.ask(port, request);
            TABLE.add(name, source, Integer.toString(expected), Integer.toString(answer.status()));
            assertThat(answer.status()).isEqualTo(expected);
            assertThat(answer.headers())
                    .containsEntry("x-content-type-options", "nosniff")
                    .doesNotContainKeys("server", "x-powered-by");
            assertThat(answer.all()).doesNotMatch(TELLING);
            if (!answer.body().isEmpty() && !request.contains(" /ws ")) {
                assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
                assertThat(answer.body()).contains("\"status\":" + expected);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String get(String path, String headers) {
        return request("GET", path, headers, "");
    }

    private static String post(String headers, String body) {
        return request("POST", "/api/auth/login", headers, body);
    }

    private static String json(String body) {
        return post(JSON + "Content-Length: " + body.length() + "\r\n", body);
    }

    private static String chunked(String body) {
        String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        return post(JSON + "Transfer-Encoding: chunked\r\n", chunk);
    }

    private static String upgrade(String method, String version, String headers) {
        return "%s /ws HTTP/1.1\r\n%sSec-WebSocket-Version: %s\r\n%s\r\n".formatted(method, UPGRADE, version, headers);
    }

    private static String request(String method, String path, String headers, String body) {
        return "%s %s HTTP/1.1\r\n%s%s\r\n%s".formatted(method, path, HOST, headers, body);
    }
}

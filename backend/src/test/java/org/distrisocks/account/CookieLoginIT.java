package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.distrisocks.RealPod;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 9 for browsers: no script has the refresh token, and no page but ours has it used (ADR 16). */
@SuppressWarnings("NullAway.Init")
class CookieLoginIT extends RealPod {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private UserId alice;

    @BeforeEach
    void makeUser() {
        alice = user("alice");
    }

    @Test
    void theTokenIsInACookieThatNoScriptReads() throws Exception {
        HttpResponse<String> login = login(Map.of());

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body()).contains("access_token").doesNotContain("refresh_token");
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("distrisocks-refresh." + alice + "=")
                .contains("Path=/api/auth", "HttpOnly", "SameSite=Strict", "Max-Age=2592000")
                .doesNotContain("Secure", "Domain");
    }

    @Test
    void refreshesByTheCookieAndReplacesIt() throws Exception {
        String first = cookie(login(Map.of()));

        HttpResponse<String> refreshed = refresh(Map.of("Cookie", first));

        assertThat(refreshed.statusCode()).isEqualTo(200);
        assertThat(refreshed.body()).contains("access_token").doesNotContain("refresh_token");
        assertThat(cookie(refreshed)).isNotEqualTo(first);
        assertThat(refresh(Map.of("Cookie", cookie(refreshed))).statusCode()).isEqualTo(200);
    }

    @Test
    void logoutEndsTheLoginAndTakesTheCookie() throws Exception {
        String kept = cookie(login(Map.of()));

        HttpResponse<String> logout = post("logout", me(), Map.of("Cookie", kept));

        assertThat(logout.statusCode()).isEqualTo(204);
        assertThat(logout.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        HttpResponse<String> refused = refresh(Map.of("Cookie", kept));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void noOtherPageHasItSetOrUsed(String site) throws Exception {
        String kept = cookie(login(Map.of("Sec-Fetch-Site", "same-origin")));
        Map<String, String> foreign =
                Map.of("Cookie", kept, "Sec-Fetch-Site", site, "Origin", "http://localhost.example");

        HttpResponse<String> forged = refresh(foreign);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
        assertThat(post("logout", me(), foreign).statusCode()).isEqualTo(403);
        assertThat(login(foreign).headers().map()).doesNotContainKey("set-cookie");
        assertThat(refresh(Map.of("Cookie", kept)).statusCode()).isEqualTo(200);
    }

    @Test
    void aCookieCountsForNothingElse() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/conversations"))
                .header("Cookie", cookie(login(Map.of())))
                .build();

        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    @Test
    void oneBrowserKeepsSoManyLoginsAndNoMore() throws Exception {
        List<String> kept = new ArrayList<>();
        List<UserId> people = new ArrayList<>();
        for (int i = 0; i <= RefreshCookies.MOST; i++) {
            alice = user("tab" + i);
            people.add(alice);
            HttpResponse<String> login = login(kept.isEmpty() ? Map.of() : Map.of("Cookie", String.join("; ", kept)));
            kept.add(cookie(login));
            assertThat(login.headers().allValues("Set-Cookie")).hasSize(i < RefreshCookies.MOST ? 1 : 2);
        }

        alice = people.getFirst();
        assertThat(refresh(Map.of("Cookie", kept.getFirst())).statusCode()).isEqualTo(401);
        alice = people.get(1);
        assertThat(refresh(Map.of("Cookie", kept.get(1))).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhereATokenMayGo() throws Exception {
        String wish = "{\"username\":\"%s\",\"password\":\"%s\",\"refresh_in\":\"header\"}".formatted(alice, PASSWORD);

        HttpResponse<String> refused = post("login", wish, Map.of());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("refresh_in", "must be body or cookie");
    }

    private HttpResponse<String> login(Map<String, String> headers) throws Exception {
        return post(
                "login",
                "{\"username\":\"%s\",\"password\":\"%s\",\"refresh_in\":\"cookie\"}".formatted(alice, PASSWORD),
                headers);
    }

    private HttpResponse<String> refresh(Map<String, String> headers) throws Exception {
        return post("refresh", me(), headers);
    }

    private String me() {
        return "{\"user_id\":\"%s\"}".formatted(alice);
    }

    private HttpResponse<String> post(String action, String json, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/auth/" + action))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
    }
}

package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.List;
import org.distrisocks.edge.SiblingOrigins;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the HTTP edge answers before anybody asks the database. */
@WebMvcTest(
        properties = {
            "spring.jackson.property-naming-strategy=SNAKE_CASE",
            "distrisocks.auth.jwt.secret=0123456789abcdef0123456789abcdef"
        })
@ImportAutoConfiguration({
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
class AccountHttpTests {

    @Autowired
    private MockMvcTester http;

    @Autowired
    private AccessTokens tokens;

    @Test
    void asksForATokenUnderApi() {
        MvcTestResult answer = http.get().uri("/api/whoami").exchange();

        assertProblem(answer, 401, "this needs the header Authorization: Bearer TOKEN");
        assertThat(answer).headers().hasValue(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @Test
    void asksBrowsersInTheSameWay() {
        assertProblem(
                http.get().uri("/api/whoami").header("Accept", "text/html").exchange(),
                401,
                "this needs the header Authorization: Bearer TOKEN");
    }

    @Test
    void refusesABadToken() {
        MvcTestResult answer = http.get()
                .uri("/api/whoami")
                .header("Authorization", "Bearer nonsense")
                .exchange();

        assertProblem(answer, 401, "the token is not valid, or no longer");
        assertThat(answer).headers().hasValue(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }

    @Test
    void refusesPasswordsInPlaceOfTokens() {
        assertThat(http.get().uri("/api/whoami").header("Authorization", "Basic YWxpY2U6ZGVtbw=="))
                .hasStatus(401);
    }

    @Test
    void namesThePrincipalAfterTheUser() {
        assertThat(http.get().uri("/api/whoami").header("Authorization", bearer()))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("alice");
    }

    @Test
    void keepsNoSession() {
        assertThat(http.get()
                        .uri("/api/whoami")
                        .header("Authorization", bearer())
                        .exchange()
                        .getRequest()
                        .getSession(false))
                .isNull();
    }

    @Test
    void keepsBrowsersToHttpsOnceTheyHaveComeByIt() {
        assertThat(http.get().uri("/").secure(true)).headers().containsHeader("Strict-Transport-Security");
        assertThat(http.get().uri("/")).headers().doesNotContainHeader("Strict-Transport-Security");
    }

    @Test
    void takesNothingButJsonForALogin() {
        assertProblem(
                http.post()
                        .uri("/api/auth/login")
                        .contentType("application/yaml")
                        .content("{}")
                        .exchange(),
                415,
                "Content-Type 'application/yaml' is not supported.");
    }

    @Test
    void doesNotRepeatThePathOfWhatIsNotThere() {
        assertProblem(http.get().uri("/etc/passwd").exchange(), 404, "there is nothing here");
    }

    @Test
    void letsAnybodyHaveTheRest() {
        assertThat(http.get().uri("/")).hasStatus(200);
        assertThat(http.get().uri("/v3/api-docs")).hasStatus(404);
        assertThat(http.get().uri("/ws").header("Authorization", "Bearer stale"))
                .hasStatus(404);
    }

    @Test
    void saysWhichFieldsAreMissing() {
        MvcTestResult answer = post("/api/auth/register", "{}");

        assertProblem(answer, 400, "the request breaks the rules in errors");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.errors[?(@.reason=='must be given')].field")
                .asArray()
                .containsExactlyInAnyOrder("username", "password");
    }

    @Test
    void namesFieldsAsTheyAreOnTheWire() {
        String name = "x".repeat(65);

        assertField(
                post(
                        "/api/auth/register",
                        "{\"username\":\"dave\",\"password\":\"long enough\",\"display_name\":\"" + name + "\"}"),
                400,
                "display_name",
                DisplayName.RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dave/../alice", ".", "..", "-", "_.-", "", "da ve", "dävid", "auth0|65f0c1", "a@b"})
    void refusesAUsernameThatCannotBeRegistered(String name) {
        assertField(
                register(name, "long enough"),
                400,
                "username",
                "must be 1 to 64 of A-Z a-z 0-9 . _ - with at least one letter or digit");
    }

    @Test
    void refusesAPasswordThatHasOneSpellingForNobody() {
        for (String hidden : List.of("\\u0000", "\\u202e", "\\u200b", "\\ud800")) {
            assertField(
                    register("dave", "long enough" + hidden),
                    400,
                    "password",
                    "must have no control characters, and none that cannot be seen");
        }
    }

    @Test
    void refusesAShortPassword() {
        assertField(register("dave", "7 chars"), 400, "password", "must have at least 8 characters");
    }

    @Test
    void refusesMorePasswordThanBcryptReads() {
        assertField(register("dave", "é".repeat(37)), 400, "password", "must have at most 72 bytes of UTF-8");
    }

    @Test
    void refusesABrokenBodyWithoutRepeatingIt() {
        MvcTestResult answer = post("/api/auth/login", "{\"password\":\"hunter2");

        assertProblem(answer, 400, "the body is not the JSON that is wanted");
        assertThat(answer).bodyText().doesNotContain("hunter2");
    }

    @Test
    void refusesWhatCannotBeARefreshToken() {
        assertField(post("/api/auth/refresh", "{}"), 400, "refresh_token", "must be given");
        assertField(post("/api/auth/logout", "{}"), 400, "refresh_token", "must be given");
        assertProblem(
                post("/api/auth/refresh", "{\"refresh_token\":\"' or 1=1 --\"}"),
                401,
                "the refresh token is not valid, or no longer");
        assertThat(post("/api/auth/logout", "{\"refresh_token\":\"nonsense\"}")).hasStatus(204);
    }

    @Test
    void lookingForTooManyUsersIsRefused() {
        assertField(get("/api/users?q=a&limit=51"), 400, "limit", "must be at most 50");
        assertField(get("/api/users?q=a&limit=0"), 400, "limit", "must be at least 1");
        assertField(get("/api/users?q=a&limit=many"), 400, "limit", "is not valid");
    }

    @Test
    void refusesControlCharactersThatPostgresCannotStore() {
        assertField(get("/api/users?q=a%00"), 400, "q", "must have no control characters");
        assertField(
                post(
                        "/api/auth/register",
                        "{\"username\":\"dave\",\"password\":\"long enough\",\"display_name\":\"D\\u0000\"}"),
                400,
                "display_name",
                DisplayName.RULE);
    }

    @Test
    void readsIdsFromPathsAndSaysWhatTheyMustBe() {
        assertThat(get("/api/echo/alice")).bodyText().isEqualTo("alice");
        assertField(
                get("/api/echo/al%20ice"),
                400,
                "other_user",
                "must be 1 to 255 printable characters without spaces, and not . or .. between slashes");
    }

    private MvcTestResult get(String uri) {
        return http.get().uri(URI.create(uri)).header("Authorization", bearer()).exchange();
    }

    private MvcTestResult register(String username, String password) {
        return post("/api/auth/register", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password));
    }

    private MvcTestResult post(String uri, String body) {
        return http.post().uri(uri).contentType(APPLICATION_JSON).content(body).exchange();
    }

    private String bearer() {
        return "Bearer " + tokens.issue(new UserId("alice")).value();
    }

    private static void assertProblem(MvcTestResult answer, int status, String detail) {
        assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(status);
        assertThat(answer).bodyJson().extractingPath("$.title").asString().isNotBlank();
        assertThat(answer).bodyJson().extractingPath("$.detail").isEqualTo(detail);
        assertThat(answer).bodyJson().doesNotHavePath("$.trace");
    }

    private static void assertField(MvcTestResult answer, int status, String field, String reason) {
        assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].reason").isEqualTo(reason);
    }

    @SpringBootConfiguration
    @ComponentScan(
            basePackages = "org.distrisocks",
            useDefaultFilters = false,
            includeFilters = @Filter(RestControllerAdvice.class))
    @EnableConfigurationProperties({
        JwtProperties.class,
        LoginLimits.class,
        PageProperties.class,
        RefreshProperties.class,
        SiblingOrigins.class
    })
    @Import({
        SecurityConfiguration.class,
        AccessTokens.class,
        RefreshTokens.class,
        RefreshCookies.class,
        OwnLogins.class,
        Passwords.class,
        Counters.class,
        SimpleMeterRegistry.class,
        Accounts.class,
        AuthController.class,
        UserController.class,
        Echo.class
    })
    static class Edge {

        @Bean
        UserRepository nobodyShallAsk() {
            return untouched(UserRepository.class);
        }

        @Bean
        JdbcClient norForLogins() {
            return untouched(JdbcClient.class);
        }

        private static <T> T untouched(Class<T> database) {
            return mock(database, call -> {
                throw new AssertionError("asked the database: " + call);
            });
        }
    }

    @RestController
    static class Echo {

        @GetMapping("/api/whoami")
        String whoAmI(Authentication login) {
            return login.getName();
        }

        @GetMapping("/api/echo/{otherUser}")
        String echo(@PathVariable UserId otherUser) {
            return otherUser.value();
        }
    }
}

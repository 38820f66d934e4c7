package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.springframework.transaction.annotation.Propagation.NOT_SUPPORTED;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.distrisocks.RealServices;
import org.distrisocks.account.Accounts.Login;
import org.distrisocks.account.Registration.Registered;
import org.distrisocks.account.Registration.UserIdTaken;
import org.distrisocks.edge.SiblingOrigins;
import org.distrisocks.identity.UserId;
import org.distrisocks.metrics.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Accounts on a real PostgreSQL, with the tables as Flyway makes them. */
@DataJpaTest(
        showSql = false,
        properties = {"spring.jpa.hibernate.ddl-auto=validate", "spring.test.database.replace=none"})
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
@Transactional(propagation = NOT_SUPPORTED)
class AccountsIT {

    /** Its own tables: the users of other tests are not touched. */
    private static final String SCHEMA = "accounts_it";

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId NOBODY = new UserId("nobody");

    @Autowired
    private UserRepository users;

    @Autowired
    private PasswordEncoder passwords;

    @Autowired
    private LoginLimits limits;

    @Autowired
    private AccessTokens tokens;

    @Autowired
    private RefreshTokens refreshTokens;

    @Autowired
    private JdbcTemplate sql;

    @Autowired
    private ResponseEntityExceptionHandler problems;

    private Accounts accounts;

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        RealServices.properties().forEach((name, value) -> registry.add(name, () -> value));
        String url = String.valueOf(RealServices.properties().get("spring.datasource.url"));
        registry.add("spring.datasource.url", () -> url + (url.contains("?") ? '&' : '?') + "currentSchema=" + SCHEMA);
        registry.add("spring.flyway.default-schema", () -> SCHEMA);
    }

    @BeforeEach
    void aPodThatHasSeenNobodyYet() {
        sql.update("delete from users");
        accounts = pod();
    }

    @Test
    void logsInWithThePassword() {
        accounts.register(ALICE, "correct horse", "Alice");

        assertThat(accounts.authenticate("alice", "correct horse")).isEqualTo(new Login(ALICE, Instant.MAX));
    }

    @Test
    void rejectsWrongPasswordAndUnknownUserInTheSameWords() {
        accounts.register(ALICE, "correct horse", "Alice");

        rejects("alice", "wrong horse");
        rejects("alice", "");
        rejects("nobody", "correct horse");
        rejects("not a user id'; --", "correct horse");
        rejects("alice\0", "correct horse");
        rejects("alicе", "correct horse"); // a Cyrillic letter
    }

    @Test
    void hasOneAccountForAllCasesOfAName() {
        accounts.register(new UserId("Alice"), "correct horse", "Alice");

        assertThat(accounts.register(ALICE, "battery staple", "Mallory")).isEqualTo(new UserIdTaken(ALICE));
        assertThat(accounts.authenticate("ALICE", "correct horse").user()).isEqualTo(new UserId("Alice"));
        rejects("alice", "battery staple");
    }

    /** Subjects of an issuer differ by case, from each other and from what was registered here. */
    @Test
    void keepsIdsOfAnIssuerApart() {
        accounts.register(ALICE, "correct horse", "Alice");
        for (String issued : List.of("Alice", "aLICE", "auth0|a", "auth0|A")) {
            assertThat(users.insertIfAbsent(issued, "{noop}correct horse", issued, false))
                    .isEqualTo(1);
        }

        assertThat(accounts.authenticate("Alice", "correct horse").user()).isEqualTo(ALICE);
        rejects("auth0|a", "correct horse");
    }

    @Test
    void countsWrongPasswordsOfAllCasesOfANameTogether() {
        accounts = pod(passwords, new LoginLimits(true, 2, Duration.ofHours(1), 1, Duration.ofSeconds(5)));
        accounts.register(ALICE, "correct horse", "Alice");
        rejects("ALICE", "wrong horse");
        rejects("Alice", "wrong horse");

        assertThatExceptionOfType(LoginDeferredException.class)
                .isThrownBy(() -> accounts.authenticate("aLICE", "correct horse"));
    }

    @Test
    void takesAPasswordInAnySpellingOfItsCharacters() {
        accounts.register(ALICE, "caf\u00e9 au lait", "Alice");
        accounts.register(BOB, "cafe\u0301\u00a0au lait", "Bob");

        for (String user : List.of("alice", "bob")) {
            accounts.authenticate(user, "cafe\u0301 au lait");
            accounts.authenticate(user, "caf\u00e9\u3000au lait");
            rejects(user, "cafe au lait");
        }
    }

    @Test
    void takesAPasswordThatWasHashedAsItWasTypedAndThenInAnySpelling() {
        users.insertIfAbsent("alice", passwords.encode("cafe\u0301"), "Alice", true);
        rejects("alice", "caf\u00e9");

        accounts.authenticate("alice", "cafe\u0301");

        assertThat(accounts.authenticate("alice", "caf\u00e9").user()).isEqualTo(ALICE);
        assertThat(accounts.authenticate("alice", "cafe\u0301").user()).isEqualTo(ALICE);
    }

    @Test
    void takesAnOldPasswordThatCouldNotBeChosenNow() {
        users.insertIfAbsent("alice", passwords.encode("heart \u2764\ufe0f"), "Alice", true);

        assertThat(accounts.authenticate("alice", "heart \u2764\ufe0f").user()).isEqualTo(ALICE);
    }

    /** Of {@link Accounts}: what a stranger knows must not open an account, not even one that is not there. */
    @Test
    void rejectsTheStandInPasswordOfUnknownUsers() {
        rejects("nobody", "nobody");
    }

    @Test
    void worksAsHardForAnUnknownUser() {
        PasswordEncoder counted = spy(passwords);
        Accounts pod = pod(counted, limits);

        assertThatException().isThrownBy(() -> pod.authenticate("nobody", "wrong horse"));

        verify(counted).matches(eq("wrong horse"), startsWith("{bcrypt}"));
    }

    @Test
    void readsAllOfALongPassword() {
        String longest = "x".repeat(72);
        accounts.register(ALICE, longest, "Alice");

        assertThat(accounts.authenticate("alice", longest).user()).isEqualTo(ALICE);
        rejects("alice", longest + "and more than bcrypt reads");
    }

    @Test
    void storesNoPassword() {
        accounts.register(ALICE, "correct horse", "Alice");

        assertThat(sql.queryForObject("select password_hash from users", String.class))
                .startsWith("{bcrypt}")
                .doesNotContain("horse");
    }

    @Test
    void logsInWithATokenUntilItEnds() {
        Login login = accounts.authenticateToken(tokens.issue(ALICE).value());

        assertThat(login.user()).isEqualTo(ALICE);
        assertThat(login.expiresAt()).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void rejectsATokenOfAnotherHouse() {
        AccessTokens other = new AccessTokens(new JwtProperties(null, List.of(), Duration.ofHours(1)));

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> accounts.authenticateToken(other.issue(ALICE).value()))
                .withMessage("the token is not valid, or no longer");
    }

    @Test
    void givesAnIdToOneOfManyWhoWantIt() throws Exception {
        List<Callable<Registration>> wishes = List.of(
                () -> accounts.register(ALICE, "password one", "One"),
                () -> pod().register(ALICE, "password two", "Two"),
                () -> pod().register(ALICE, "password three", "Three"));

        List<Registration> outcomes;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            outcomes = threads.invokeAll(wishes).stream().map(Future::resultNow).toList();
        }

        assertThat(outcomes)
                .containsExactlyInAnyOrder(new Registered(ALICE), new UserIdTaken(ALICE), new UserIdTaken(ALICE));
    }

    @Test
    void leavesATakenAccountAsItIs() {
        accounts.register(ALICE, "correct horse", "Alice");
        accounts.register(ALICE, "hostile takeover", "Mallory");

        assertThat(accounts.authenticate("alice", "correct horse").user()).isEqualTo(ALICE);
        rejects("alice", "hostile takeover");
    }

    @Test
    void saysWhichUsersExist() {
        accounts.register(ALICE, "correct horse", "Alice");
        accounts.register(BOB, "battery staple", "Bob");

        assertThat(accounts.existing(List.of(ALICE, NOBODY, BOB, ALICE))).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(accounts.existing(Set.of(NOBODY))).isEmpty();
        assertThat(accounts.existing(Set.of())).isEmpty();
    }

    @Test
    void findsUsersByPrefixOfIdOrNameWhateverTheCase() {
        accounts.create(ALICE, "x", "Alice Liddell");
        accounts.create(new UserId("ALbert"), "x", "Bert");
        accounts.create(new UserId("x1"), "x", "aLfons");
        accounts.create(BOB, "x", "Bob of Alabama");

        assertThat(find("Al", 20)).containsExactly("ALbert", "alice", "x1");
        assertThat(find("Al", 2)).containsExactly("ALbert", "alice");
        assertThat(find("", 20)).containsExactly("ALbert", "alice", "bob", "x1");
        assertThat(find("zz", 20)).isEmpty();
    }

    @Test
    void takesWildcardsByTheirWord() {
        accounts.create(new UserId("a_b"), "x", "100% \\ real");
        accounts.create(new UserId("axb"), "x", "100 and more");

        assertThat(find("a_", 20)).containsExactly("a_b");
        assertThat(find("%", 20)).isEmpty();
        assertThat(find("100%", 20)).containsExactly("a_b");
        assertThat(find("100% \\", 20)).containsExactly("a_b");
        assertThat(find("\\", 20)).isEmpty();
    }

    @Test
    void makesTheDemoAccountsOnceThoughTwoPodsStartTogether() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> one = threads.submit(this::startDemoPod);
            Future<?> other = threads.submit(this::startDemoPod);
            one.get();
            other.get();
        }

        assertThat(find("", 20)).containsExactly("alice", "bob", "carol");
        assertThat(accounts.authenticate("carol", "demo").user()).isEqualTo(new UserId("carol"));
    }

    @Test
    void leavesAnExistingDemoAccountAlone() {
        accounts.register(ALICE, "correct horse", "Alice");
        startDemoPod();

        assertThat(accounts.authenticate("alice", "correct horse").user()).isEqualTo(ALICE);
    }

    @Test
    void givesATokenOnRegistrationAndOnLogin() {
        assertToken(post("register", "correct horse"), 201);
        assertToken(post("login", "correct horse"), 200);
        assertThat(find("alice", 1)).containsExactly("alice");
        assertThat(users.findById("alice").orElseThrow().displayName()).isEqualTo("alice");
    }

    @Test
    void answers401ToAWrongPassword() {
        post("register", "correct horse");

        MvcTestResult answer = post("login", "wrong horse");

        assertThat(answer).hasStatus(401).hasContentType("application/problem+json");
        assertThat(answer).headers().hasValue("WWW-Authenticate", "Bearer");
        assertThat(answer).bodyJson().extractingPath("$.detail").isEqualTo("wrong username or password");
    }

    @Test
    void answers429AfterTooManyWrongPasswords() {
        LoginLimits two = new LoginLimits(true, 2, Duration.ofHours(1), 1, Duration.ofSeconds(5));
        accounts = pod(passwords, two);
        post("register", "correct horse");
        assertThat(post("login", "wrong horse")).hasStatus(401);
        assertThat(post("login", "wrong horse")).hasStatus(401);

        MvcTestResult answer = post("login", "correct horse");

        assertThat(answer).hasStatus(429).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.detail").asString().startsWith("too many wrong passwords");
        assertThat(Integer.valueOf(answer.getResponse().getHeader("Retry-After")))
                .isBetween(3500, 3600);
    }

    @Test
    void answers409ToATakenName() {
        post("register", "correct horse");

        MvcTestResult answer = post("register", "battery staple");

        assertThat(answer).hasStatus(409).hasContentType("application/problem+json");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .containsExactly(Map.of("field", "username", "reason", "is taken"));
    }

    private MvcTestResult post(String action, String password) {
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build();
        RefreshCookies cookies = new RefreshCookies(
                new RefreshProperties(Duration.ofDays(30), Duration.ZERO, 20), new SiblingOrigins(List.of()));
        MockMvc http = MockMvcBuilders.standaloneSetup(new AuthController(accounts, tokens, refreshTokens, cookies))
                .setControllerAdvice(problems)
                .setMessageConverters(new JacksonJsonHttpMessageConverter(json))
                .build();
        return MockMvcTester.create(http)
                .post()
                .uri("/api/auth/" + action)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"username\":\"alice\",\"password\":\"%s\"}".formatted(password))
                .exchange();
    }

    private void assertToken(MvcTestResult answer, int status) {
        assertThat(answer).hasStatus(status);
        assertThat(answer).bodyJson().extractingPath("$.token_type").isEqualTo("Bearer");
        assertThat(answer).bodyJson().extractingPath("$.expires_in").isEqualTo(3600);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.access_token")
                .asString()
                .satisfies(token ->
                        assertThat(accounts.authenticateToken(token).user()).isEqualTo(ALICE));
    }

    private void startDemoPod() {
        new DemoAccounts(pod()).run(new DefaultApplicationArguments());
    }

    private Accounts pod() {
        return pod(passwords, limits);
    }

    private Accounts pod(PasswordEncoder bcrypt, LoginLimits limits) {
        Passwords passwords = new Passwords(bcrypt, limits, new Counters(new SimpleMeterRegistry()));
        return new Accounts(users, passwords, new OwnLogins(users, passwords, tokens));
    }

    private List<String> find(String prefix, int limit) {
        return new UserController(users)
                .find(prefix, limit).stream().map(UserController.Person::userId).toList();
    }

    private void rejects(String login, String passcode) {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> accounts.authenticate(login, passcode))
                .withMessage("wrong username or password");
    }

    @SpringBootConfiguration
    @EnableConfigurationProperties({JwtProperties.class, LoginLimits.class, RefreshProperties.class})
    @EntityScan(basePackageClasses = User.class)
    @EnableJpaRepositories(basePackageClasses = UserRepository.class)
    @ComponentScan(
            basePackages = "org.distrisocks",
            useDefaultFilters = false,
            includeFilters = @Filter(RestControllerAdvice.class))
    @Import({AccessTokens.class, RefreshTokens.class})
    static class Slice {

        @Bean
        PasswordEncoder passwordEncoder() {
            return new SecurityConfiguration().passwordEncoder();
        }
    }
}

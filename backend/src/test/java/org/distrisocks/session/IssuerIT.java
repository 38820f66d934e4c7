package org.distrisocks.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.distrisocks.DistriSocksApplication;
import org.distrisocks.HttpApi;
import org.distrisocks.HttpApi.Answer;
import org.distrisocks.LocalIssuer;
import org.distrisocks.RealPod;
import org.distrisocks.RealServices;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A pod whose users log in at a real issuer. */
@TestPropertySource(
        properties = {
            "distrisocks.pod.id=issuer-it",
            "spring.security.oauth2.resourceserver.jwt.audiences=" + LocalIssuer.AUDIENCE
        })
@DirtiesContext
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class IssuerIT extends RealPod {

    private static final int LOGIN_OVER = 4401;
    private static final int PROTOCOL_ERROR = 1002;
    private static final String NOT_VALID = "the token is not valid, or no longer";
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final LocalIssuer ISSUER = new LocalIssuer();

    private final List<RawStompClient> clients = new ArrayList<>();

    private Answer withoutIssuer;
    private UserId alice;
    private UserId bob;

    @DynamicPropertySource
    static void trust(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
    }

    @BeforeAll
    void startThePodFirst() {
        withoutIssuer = conversations("any.token.atall");
        ISSUER.start();
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @BeforeEach
    void name() {
        alice = newUser("alice");
        bob = newUser("bob");
    }

    @AfterEach
    void leave() {
        clients.forEach(RawStompClient::close);
    }

    @Test
    void aPodStartsWithoutItsIssuerAndSaysSo() {
        assertThat(withoutIssuer.status()).isEqualTo(503);
        assertThat(withoutIssuer.body().path("detail").asString())
                .isEqualTo("logins cannot be checked at the moment, try again");
    }

    @Test
    void usersOfTheIssuerWriteToEachOther() {
        RawStompClient reader = connected(bob, LONG);
        reader.subscribe(RawStompClient.MESSAGES);

        connected(alice, LONG).message(bob, "c1", "hi");

        assertThat(reader.awaitJson(RawStompClient.MESSAGES).path("sender_id").asString())
                .isEqualTo(alice.value());
    }

    @Test
    void theFirstTokenMakesTheUser() {
        assertThat(names(alice)).isEmpty();

        connected(alice, LONG);
        conversations(ISSUER.token(bob, LONG));
        conversations(ISSUER.token(bob, LONG));

        assertThat(names(alice)).containsExactly("A" + alice.value().substring(1));
        assertThat(names(bob)).containsExactly("B" + bob.value().substring(1));
    }

    @Test
    void theSessionEndsWithItsToken() {
        assertThat(connected(alice, SOON).awaitClose()).isEqualTo(LOGIN_OVER);
    }

    @Test
    void aNewTokenKeepsTheSession() {
        Instant end = Instant.now().plus(SOON);
        RawStompClient client = connected(alice, SOON);

        client.sendAndAwait(
                "SEND", "destination:/app/token\nAuthorization:Bearer " + ISSUER.token(alice, LONG) + "\n", "");

        await().until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        client.message(alice, "c1", "still here");
    }

    @Test
    void restTakesTheTokenToo() {
        HttpApi api = HttpApi.at(port).with(ISSUER.token(alice, LONG));
        connected(bob, LONG);

        assertThat(api.post("/api/messages", RawStompClient.body(bob, "c1", "hi"))
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/api/conversations").body().toString()).contains(bob.value());
    }

    @Test
    void anIdOfAnyPrintableCharactersIsReachedByPathAndQuery() {
        HttpApi api = HttpApi.at(port).with(quickToken(alice));
        api.get("/api/conversations");
        for (UserId odd : PrintableIds.make()) {
            HttpApi theirs = HttpApi.at(port).with(quickToken(odd));
            String encoded = URLEncoder.encode(odd.value(), UTF_8);
            String named = "/api/conversations/" + encoded;
            String message = theirs.post("/api/messages", RawStompClient.body(alice, "c1", "hi"))
                    .body()
                    .path("message_id")
                    .asString();

            assertThat(idOf(
                            api.post("/api/messages", RawStompClient.body(odd, odd.hashCode() + "", "ho")),
                            "/receiver_id"))
                    .isEqualTo(odd.value());
            assertThat(idOf(api.get("/api/users?q=" + encoded), "/0/user_id")).isEqualTo(odd.value());
            assertThat(idOf(api.get(named + "/messages"), "/messages/1/receiver_id"))
                    .isEqualTo(odd.value());
            assertThat(idOf(api.post(named + "/read", "{\"message_id\":\"" + message + "\"}"), "/user_id"))
                    .isEqualTo(odd.value());
            assertThat(idOf(api.get("/api/conversations/current?user=" + encoded), "/0/user_id"))
                    .isEqualTo(odd.value());
            assertThat(idOf(api.get("/api/conversations"), "/0/user_id")).isEqualTo(odd.value());
            assertThat(idOf(theirs.get("/api/conversations"), "/0/last_message/receiver_id"))
                    .isEqualTo(odd.value());
        }
    }

    /** By Redis, Kafka and the headers of frames. */
    @Test
    void anIdOfAnyPrintableCharactersIsWrittenToFromPodToPod() {
        try (ConfigurableApplicationContext other = otherPod()) {
            int otherPort = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (UserId odd : PrintableIds.make()) {
                RawStompClient reader = connected(odd, otherPort).subscribe(RawStompClient.MESSAGES);
                RawStompClient writer = connected(odd, port).subscribe(RawStompClient.STATUS);

                writer.message(odd, "c1", "hi");

                JsonNode received = reader.awaitJson(RawStompClient.MESSAGES);
                assertThat(received.path("sender_id").asString()).isEqualTo(odd.value());
                assertThat(received.path("receiver_id").asString()).isEqualTo(odd.value());
                assertThat(writer.awaitJson(RawStompClient.STATUS)
                                .path("receiver_id")
                                .asString())
                        .isEqualTo(odd.value());
                reader.close();
                writer.close();
            }
        }
    }

    /** Subjects have a case (OpenID Connect Core, section 2). */
    @Test
    void idsThatDifferByCaseAloneAreTwoUsers() {
        UserId capital = new UserId(alice.value().toUpperCase(Locale.ROOT));
        RawStompClient small = connected(alice, port).subscribe(RawStompClient.MESSAGES);
        RawStompClient large = connected(capital, port).subscribe(RawStompClient.MESSAGES);

        connected(bob, port).message(capital, "c1", "to the large one").message(alice, "c2", "to the small one");

        assertThat(large.awaitJson(RawStompClient.MESSAGES).path("payload").asString())
                .isEqualTo("to the large one");
        assertThat(small.awaitJson(RawStompClient.MESSAGES).path("payload").asString())
                .isEqualTo("to the small one");
    }

    private static ConfigurableApplicationContext otherPod() {
        Map<String, Object> settings = new TreeMap<>(RealServices.properties());
        settings.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER.uri());
        settings.put("distrisocks.pod.id", "issuer-it-2");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("distrisocks.session.drain-window", "1s");
        return new SpringApplicationBuilder(DistriSocksApplication.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    /** As the issuer gives it, but for the way there: clients of the issuer have shorter ids. */
    private static String quickToken(UserId user) {
        return ISSUER.signed("JWT", user, _ -> {});
    }

    private RawStompClient connected(UserId user, int pod) {
        RawStompClient client = RawStompClient.open(pod);
        clients.add(client);
        client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + quickToken(user) + "\n\n\0");
        assertThat(client.await(StompCommand.CONNECTED).header("user-name")).isEqualTo(user.value());
        return client;
    }

    private static String idOf(Answer answer, String pointer) {
        assertThat(answer.status()).as(pointer + " of " + answer.body()).isBetween(200, 201);
        return answer.body().at(pointer).asString();
    }

    @Test
    void aNewKeyOfTheIssuerIsPickedUp() {
        String old = ISSUER.token(alice, LONG);
        assertThat(conversations(old).status()).isEqualTo(200);

        ISSUER.changeKey();

        assertThat(conversations(ISSUER.token(alice, LONG)).status()).isEqualTo(200);
        assertThat(conversations(old).status())
                .as("signed with a key that is gone")
                .isEqualTo(401);
    }

    @Test
    void takesTokensThatAreNamedAccessTokens() {
        assertThat(conversations(ISSUER.signed("at+jwt", alice, _ -> {})).status())
                .isEqualTo(200);
    }

    @TestFactory
    List<DynamicTest> refuses() {
        Map<String, String> tokens = Map.of(
                "a token of this pod's own", ownToken(alice),
                "a forged signature", ISSUER.forged(alice),
                "no signature", unsigned(ISSUER.token(alice, LONG)),
                "another issuer", ISSUER.signed("JWT", alice, claims -> claims.issuer("https://else.example.org")),
                "another audience", ISSUER.signed("JWT", alice, claims -> claims.audience(List.of("shop"))),
                "no end", ISSUER.signed("JWT", alice, claims -> claims.claims(all -> all.remove("exp"))),
                "an end that is over", ISSUER.signed("JWT", alice, claims -> ended(claims)),
                "a subject that is no user id", ISSUER.signed("JWT", alice, claims -> claims.subject("a b")),
                "no subject", ISSUER.signed("JWT", alice, claims -> claims.claims(all -> all.remove("sub"))));
        return tokens.entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(token.getKey(), () -> assertRefused(token.getValue())))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "login", "refresh", "logout"})
    void saysWhereToLogInInstead(String action) {
        Answer answer = HttpApi.at(port).post("/api/auth/" + action, "{\"username\":\"alice\",\"password\":\"demo\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("detail").asString())
                .isEqualTo("accounts and logins are not kept here: get a token of " + ISSUER.uri());
    }

    @Test
    void takesNoPasswords() {
        RawStompClient client = open();

        client.send("CONNECT\naccept-version:1.2\nhost:h\nlogin:alice\npasscode:demo\n\n\0");

        assertThat(client.await(StompCommand.ERROR).header("message"))
                .isEqualTo("passwords are not known here: use a token of " + ISSUER.uri());
        assertThat(client.awaitClose()).isEqualTo(PROTOCOL_ERROR);
    }

    private void assertRefused(String token) {
        RawStompClient client = open();
        client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + token + "\n\n\0");

        assertThat(client.await(StompCommand.ERROR).header("message")).isEqualTo(NOT_VALID);
        assertThat(client.awaitClose()).isEqualTo(PROTOCOL_ERROR);
        Answer answer = conversations(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("detail").asString()).isEqualTo(NOT_VALID);
    }

    private RawStompClient open() {
        RawStompClient client = RawStompClient.open(port);
        clients.add(client);
        return client;
    }

    private RawStompClient connected(UserId user, Duration lifetime) {
        RawStompClient client = open();
        client.send(
                "CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer " + ISSUER.token(user, lifetime) + "\n\n\0");
        assertThat(client.await(StompCommand.CONNECTED).header("user-name")).isEqualTo(user.value());
        return client;
    }

    private Answer conversations(String token) {
        return HttpApi.at(port).with(token).get("/api/conversations");
    }

    private List<@Nullable String> names(UserId user) {
        return sql.queryForList("select display_name from users where user_id = ?", String.class, user.value());
    }

    private static UserId newUser(String name) {
        return new UserId(name + "-" + Long.toString(System.nanoTime(), 36));
    }

    /** A moment ago, which the decoder would let pass for the sake of skewed clocks. */
    private static void ended(JwtClaimsSet.Builder claims) {
        claims.issuedAt(Instant.now().minusSeconds(60)).expiresAt(Instant.now().minusSeconds(2));
    }

    private static String unsigned(String token) {
        String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        return header + "." + token.split("\\.", -1)[1] + ".";
    }

    private static String ownToken(UserId user) {
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer("distrisocks")
                .audience(List.of(LocalIssuer.AUDIENCE))
                .subject(user.value())
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(LONG))
                .build();
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"))
                .build()
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }
}
